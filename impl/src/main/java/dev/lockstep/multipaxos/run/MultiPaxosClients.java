package dev.lockstep.multipaxos.run;

import dev.lockstep.core.Process;
import dev.lockstep.multipaxos.Leader;
import dev.lockstep.multipaxos.Learner;
import dev.lockstep.multipaxos.Phase;
import dev.lockstep.multipaxos.node.LogCluster;
import dev.lockstep.multipaxos.node.LogNode;
import dev.lockstep.run.Clients;
import dev.lockstep.run.Roles;
import dev.lockstep.storage.StableStorage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Plays clients that append to one log after the other. They judge that all learn the same of a slot, and that somebody asked for it; they
 * share nothing with the protocol.
 */
public final class MultiPaxosClients implements Clients<LogNode, MultiPaxosClients.News> {
    /** Tells what the clients of a node asked for, or were told. */
    public sealed interface News {
        /** Tells that a client asked for this command. */
        record Asked(String log, String command) implements News {}

        /** The node has learned the command in this slot, from 1. */
        record Learned(String log, int slot, String command) implements News {}
    }

    /**
     * Tells how much clients ask for.
     *
     * @param logs how many at most
     * @param concurrent commands that somebody waits for at one time, at most
     * @param ballot how many ticks a ballot may take before its client tries again
     * @param longest pause of a client, in ticks
     * @param areAlone clients of other nodes ask too, and these do not hear of it: those of each node have commands of their own
     */
    public record Load(int logs, int concurrent, int ballot, int longest, boolean areAlone) {}

    private record At(String node, String log) {}

    private record Wish(String log, String command) implements Comparable<Wish> {
        @Override
        public int compareTo(Wish other) {
            return (log + " " + command).compareTo(other.log + " " + other.command);
        }
    }

    private record Slot(String log, int number) {}

    private final LogCluster cluster;
    private final Load load;
    private final IntUnaryOperator choice;
    private final Teller<News> teller;

    // asking
    private final Map<String, List<String>> commands = new HashMap<>();
    private final SortedMap<String, Set<Wish>> waiting = new TreeMap<>();
    private final Map<At, List<Optional<String>>> known = new HashMap<>();
    private final Set<At> numbering = new HashSet<>();
    private int log;
    private int next;
    private long ballots;

    // judging
    private final SortedMap<String, Set<String>> asked = new TreeMap<>();
    private final Map<Slot, String> learned = new HashMap<>();

    MultiPaxosClients(LogCluster cluster, Load load, IntUnaryOperator choice, Teller<News> teller) {
        this.cluster = cluster;
        this.load = load;
        this.choice = choice;
        this.teller = teller;
    }

    // ---------------------------------------------------------------- asking

    @Override
    public List<Call> calls(LogNode node) {
        int open = waiting.values().stream().mapToInt(Set::size).sum();
        log = log > 0 ? log : 1 + latestKept(node);
        List<String> its = commands.computeIfAbsent(node.id(), this::commandsOf);
        boolean isLast = log > load.logs || log == load.logs && next >= its.size();
        return open < load.concurrent && !isLast && !its.isEmpty()
                ? List.of(new Call("client", true, () -> ask(node, its)))
                : List.of();
    }

    /**
     * Returns the latest log that a node has kept. The clients of a process that has been killed go on with the next log: they do not know
     * what they had asked for.
     */
    private static int latestKept(LogNode node) {
        return node.kept().stream()
                .mapToInt(name -> Integer.parseInt(name.substring("log".length())))
                .max()
                .orElse(0);
    }

    /** Returns what clients of that node may ask for, once in each log. */
    private List<String> commandsOf(String node) {
        List<String> all = cluster.commands();
        int first = cluster.nodes().indexOf(node);
        return load.areAlone
                ? IntStream.range(0, all.size())
                        .filter(i -> i % cluster.size() == first)
                        .mapToObj(all::get)
                        .toList()
                : all;
    }

    /** The next command, of the next log if this one has all that it is to have. */
    private void ask(LogNode node, List<String> its) {
        if (next >= its.size()) {
            log++;
            next = 0;
        }
        Wish wish = new Wish("log" + log, its.get(next++));
        teller.tell(node.id(), new News.Asked(wish.log, wish.command));
        waiting(node.id()).add(wish);
        node.append(wish.log, wish.command);
    }

    private Set<Wish> waiting(String node) {
        return waiting.computeIfAbsent(node, n -> new TreeSet<>());
    }

    /** A ballot has begun when its number is durable. A command that a full log does not have will never be there. */
    @Override
    public void stepped(String node, String name, List<? extends Process<?>> roles) {
        At at = new At(node, name);
        if (Roles.of(Leader.class, roles).phase() == Phase.NUMBERING) {
            numbering.add(at);
        } else if (numbering.remove(at)) {
            ballots++;
        }
        Learner learner = Roles.of(Learner.class, roles);
        List<Optional<String>> now = learner.learned();
        List<Optional<String>> before = known.put(at, now);
        for (int slot = 1; before != now && slot <= now.size(); slot++) {
            Optional<String> command = now.get(slot - 1);
            if (command.isPresent() && !(before != null && before.get(slot - 1).equals(command))) {
                teller.tell(node, new News.Learned(name, slot, command.get()));
            }
        }
        waiting(node).removeIf(wish -> wish.log.equals(name) && (learner.isFull() || learner.hasLearned(wish.command)));
    }

    @Override
    public void restarted(LogNode node) {
        numbering.removeIf(at -> at.node.equals(node.id()));
        known.keySet().removeIf(at -> at.node.equals(node.id()));
        List.copyOf(waiting(node.id())).forEach(wish -> node.append(wish.log, wish.command));
    }

    /** Returns the chance of which a run has one source. */
    IntUnaryOperator choice() {
        return choice;
    }

    // ---------------------------------------------------------------- judging

    @Override
    public void told(String node, News news) {
        if (news instanceof News.Asked a) {
            asked.computeIfAbsent(a.log, l -> new HashSet<>()).add(a.command);
        } else if (news instanceof News.Learned l) {
            String other = learned.putIfAbsent(new Slot(l.log, l.slot), l.command);
            if (other != null && !other.equals(l.command)) {
                throw new IllegalStateException("agreement: " + node + " learns that slot " + l.slot + " of " + l.log
                        + " is " + l.command + ", another that it is " + other);
            }
        }
    }

    @Override
    public void check(Function<String, StableStorage> disks) {
        learned.forEach((slot, command) -> {
            if (!command.equals(Leader.NOOP)
                    && !asked.getOrDefault(slot.log, Set.of()).contains(command)) {
                throw new IllegalStateException("validity: slot " + slot.number + " of " + slot.log + " is " + command
                        + ", which nobody asked for");
            }
        });
        waiting.forEach((node, wishes) -> {
            if (!wishes.isEmpty()) {
                throw new IllegalStateException(
                        "liveness: nothing is left to happen, but " + node + " waits for " + wishes);
            }
        });
    }

    @Override
    public Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("logs", (long) asked.size());
        figures.put("slots", (long) learned.size());
        figures.put(
                "noops", learned.values().stream().filter(Leader.NOOP::equals).count());
        if (ballots > 0) { // in a run of processes whoever judges hears of none
            figures.put("ballots", ballots);
        }
        return figures;
    }
}
