package dev.lockstep.redis.real.replication;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Plays an operator. Servers fail in one way after the other, and whom chance picks is promoted; the others follow it later. */
final class Operator {
    /** Names what may happen to a server while another takes its place, or to a replica. */
    static final Set<String> FAULTS = Set.of("crash", "partition", "pause", "restart", "failover");

    private static final int LONG = 4000;

    private final ServerGroup group;
    private final List<String> faults;
    private final Random random;
    private final Map<String, Long> figures = new LinkedHashMap<>();
    private volatile String master;

    /** @param faults at least one */
    Operator(ServerGroup group, Set<String> faults, long seed) {
        this.group = group;
        this.faults = new ArrayList<>(new TreeSet<>(faults));
        this.random = new Random(seed);
        this.master = group.servers().get(0);
    }

    /** Returns whom it has made the master. */
    String master() {
        return master;
    }

    Map<String, Long> figures() {
        return figures;
    }

    private void pause(int most) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(most / 4 + random.nextInt(most));
    }

    private <T> T one(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private List<String> others(String server) {
        List<String> others = new ArrayList<>(group.servers());
        others.remove(server);
        return others;
    }

    /** Has something happen, and waits until replication works again. */
    void act() throws IOException, InterruptedException {
        String fault = one(faults);
        figures.merge(fault, 1L, Long::sum);
        for (String each : group.servers()) {
            if (random.nextInt(3) == 0) {
                group.save(each);
            }
        }
        if (fault.equals("restart")) {
            restart();
        } else if (fault.equals("failover")) {
            handOver();
        } else {
            failover(fault);
        }
        group.awaitLinks();
        pause(400);
    }

    /** A replica is killed, or cut off for some time, and comes back; perhaps it follows another replica then. */
    private void restart() throws IOException, InterruptedException {
        String replica = one(others(master));
        if (random.nextBoolean()) {
            group.crash(replica);
            pause(800);
            group.restart(replica);
        } else {
            cut(replica);
            pause(LONG);
            group.links().heal();
        }
        List<String> hosts = others(replica);
        group.awaitLinks();
        group.follow(replica, one(hosts));
        pause(400);
        group.follow(replica, master);
    }

    /** The master is told to hand over, and nothing fails: {@code FAILOVER}. */
    private void handOver() throws IOException, InterruptedException {
        String next = one(others(master));
        pause(300);
        group.failover(master, next, FailoverAnswers.Fate.ARRIVES);
        master = next;
        pause(300);
        for (String each : others(next)) {
            group.follow(each, next);
        }
    }

    private void cut(String server) {
        group.links().cut(Set.of(server), new TreeSet<>(others(server)));
    }

    private void failover(String fault) throws IOException, InterruptedException {
        String old = master;
        switch (fault) {
            case "crash" -> group.crash(old);
            case "pause" -> group.pause(old);
            case "partition" -> cut(old);
            default -> pause(100);
        }
        pause(300);
        String next = one(others(old));
        group.promote(next);
        master = next;
        figures.merge("promotions", 1L, Long::sum);
        for (String each : others(next)) {
            if (!each.equals(old)) {
                pause(200);
                group.follow(each, next);
            }
        }
        pause(600);
        switch (fault) {
            case "crash" -> group.restart(old);
            case "pause" -> group.goOn(old);
            case "partition" -> {
                pause(random.nextBoolean() ? LONG : 400);
                group.links().heal();
            }
            default -> {}
        }
        pause(300);
        group.follow(old, next);
    }
}
