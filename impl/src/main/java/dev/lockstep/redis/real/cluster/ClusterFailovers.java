package dev.lockstep.redis.real.cluster;

import dev.lockstep.redis.client.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Has replicas of a real cluster take the places of their masters, in one way after the other. Before each failover slots move. */
final class ClusterFailovers {
    /** The ways in which a replica becomes a master: its master fails, or a person asks for it. */
    static final List<String> WAYS = List.of("crash", "partition", "pause", "manual", "force", "takeover", "collision");

    /** Names slots that move one after the other, without waiting until all have heard of it. */
    static final String HURRY = "hurry";

    static final Set<String> FAULTS =
            Stream.concat(WAYS.stream(), Stream.of(HURRY)).collect(Collectors.toUnmodifiableSet());

    /** A manual failover is given up after five seconds. */
    private static final long AGAIN = TimeUnit.SECONDS.toNanos(6);

    private static final int HELD = 300;
    private static final int ATTEMPTS = 120;

    private final ClusterGroup group;
    private final Resharding resharding;
    private final Random random;
    private final Map<String, Long> figures;

    /** @param figures takes what has happened, also if it comes to no end */
    ClusterFailovers(ClusterGroup group, long seed, Map<String, Long> figures) {
        this.figures = figures;
        this.group = group;
        this.resharding = new Resharding(group);
        this.random = new Random(seed);
    }

    /** @param moves how many slots move before each failover */
    void run(List<String> ways, int failovers, int moves) throws IOException, InterruptedException {
        List<String> failing = ways.stream().filter(each -> !each.equals(HURRY)).toList();
        for (int i = 0; i < failovers; i++) {
            for (int j = 0; j < moves; j++) {
                move(ways.contains(HURRY) && j < moves - 1);
            }
            String way = failing.get(random.nextInt(failing.size()));
            failover(way);
            count(way);
            group.awaitAnswers();
            for (int slot : group.layout().movable()) {
                agree(slot);
            }
            group.awaitSettled();
        }
        figures.put("lost", resharding.lost());
    }

    private void count(String figure) {
        figures.merge(figure, 1L, Long::sum);
    }

    private void move(boolean isHasty) throws IOException, InterruptedException {
        List<Integer> movable = group.layout().movable();
        int slot = movable.get(random.nextInt(movable.size()));
        ClusterView view = group.view("n1");
        String from = view.owner(group.layout().redis(slot));
        List<String> others = new ArrayList<>(view.owners());
        others.remove(from);
        String to = others.get(random.nextInt(others.size()));
        count(resharding.move(slot, from, to) ? "moves" : "refused");
        if (!isHasty) {
            for (int each : movable) {
                agree(each);
            }
        }
    }

    /** Waits until all agree on who has a slot. If they do not, it is given to somebody, as a person would do. */
    private void agree(int slot) throws IOException, InterruptedException {
        for (int i = 0; i < ATTEMPTS; i++) {
            if (isAgreed(slot)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(HELD / 6);
        }
        count("repaired");
        resharding.repair(slot);
        group.awaitThat("agreement on slot " + slot, () -> isAgreed(slot));
    }

    private boolean isAgreed(int slot) throws IOException {
        int number = group.layout().redis(slot);
        String owner = group.view("n1").owner(number);
        if (owner.equals(ClusterLayout.NONE)) {
            return false;
        }
        for (String node : group.layout().nodes()) {
            if (!group.view(node).owner(number).equals(owner)) {
                return false;
            }
        }
        return true;
    }

    private void failover(String way) throws IOException, InterruptedException {
        ClusterView view = group.view("n1");
        List<String> masters = view.owners().stream()
                .filter(each -> !view.replicas(each).isEmpty())
                .toList();
        String master = masters.get(random.nextInt(masters.size()));
        String replica = view.replicas(master).get(0);
        count("failovers");
        switch (way) {
            case "pause" -> {
                group.process(master).stop();
                awaitReplaced(master, replica);
                group.process(master).goOn();
            }
            case "partition" -> {
                Set<String> others = new TreeSet<>(group.layout().nodes());
                others.remove(master);
                group.links().cut(Set.of(master), others);
                awaitReplaced(master, replica);
                group.links().heal();
            }
            case "manual" -> ask(master, replica, "FAILOVER");
            case "force" -> ask(master, replica, "FAILOVER", "FORCE");
            case "takeover" -> ask(master, replica, "FAILOVER", "TAKEOVER");
            case "collision" -> collide(view, masters);
            default -> {
                group.crash(master);
                awaitReplaced(master, replica);
                group.restart(master);
            }
        }
    }

    private void ask(String master, String replica, String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("CLUSTER"));
        words.addAll(List.of(command));
        long[] asked = {0};
        group.awaitThat("failover of " + master, () -> {
            if (System.nanoTime() - asked[0] > AGAIN
                    && !(group.command(replica, List.of(words)).get(0) instanceof Reply.Failure)) {
                asked[0] = System.nanoTime();
            }
            return isReplaced(master, replica);
        });
    }

    /** Holds replicas of two masters, and lets them take over at once: both take the same epoch. */
    private void collide(ClusterView view, List<String> masters) throws IOException, InterruptedException {
        List<String> pair = masters.subList(0, 2);
        List<Thread> threads = new ArrayList<>();
        for (String master : pair) {
            String replica = view.replicas(master).get(0);
            Thread thread = new Thread(() -> takeOver(replica), "takeover-" + replica);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (String master : pair) {
            awaitReplaced(master, view.replicas(master).get(0));
        }
        count("failovers");
    }

    private void takeOver(String replica) {
        try {
            group.command(
                    replica,
                    List.of(
                            List.of("DEBUG", "SLEEP", String.valueOf(HELD / 1000.0)),
                            List.of("CLUSTER", "FAILOVER", "TAKEOVER")));
        } catch (IOException e) {
            return; // the failover is waited for, in vain
        }
    }

    /** Waits until another node than the old master takes the replica for one that has slots. */
    private void awaitReplaced(String master, String replica) throws IOException, InterruptedException {
        group.awaitThat("failover of " + master, () -> isReplaced(master, replica));
        TimeUnit.MILLISECONDS.sleep(random.nextInt(200));
    }

    private boolean isReplaced(String master, String replica) throws IOException {
        String witness = group.layout().nodes().stream()
                .filter(each -> !each.equals(master) && !each.equals(replica))
                .findFirst()
                .orElse(replica);
        List<String> owners = group.view(witness).owners();
        return owners.contains(replica) && !owners.contains(master);
    }
}
