package dev.lockstep.paxos.run;

import dev.lockstep.core.Process;
import dev.lockstep.paxos.Learner;
import dev.lockstep.paxos.Phase;
import dev.lockstep.paxos.Proposer;
import dev.lockstep.paxos.node.PaxosNode;
import dev.lockstep.run.Clients;
import dev.lockstep.run.Roles;
import dev.lockstep.storage.StableStorage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * Plays clients that write new registers, and do something with old ones. They judge that all learn the same of a register, and that
 * somebody asked for it; they share nothing with the protocol.
 */
public final class PaxosClients implements Clients<PaxosNode, PaxosClients.News> {
    static final Set<String> VALUES = Set.of("v1", "v2", "v3");

    /** Tells what the clients of a node asked for, or were told. */
    public sealed interface News {
        /** Tells that a client asked for this value. */
        record Asked(String register, String value) implements News {}

        /** The node has learned this value. */
        record Learned(String register, String value) implements News {}
    }

    /**
     * Tells how much clients ask for.
     *
     * @param registers how many at most
     * @param concurrent registers whose outcome somebody waits for at one time, at most
     * @param ballot how many ticks a ballot may take before its client tries again
     */
    public record Load(int registers, int concurrent, int ballot) {}

    private record At(String node, String register) {}

    private final Load load;
    private final IntUnaryOperator choice;
    private final Teller<News> teller;
    private final SortedMap<String, SortedSet<String>> waiting = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, String>> known = new TreeMap<>();
    private final Set<At> numbering = new HashSet<>();
    private final SortedMap<String, Set<String>> asked = new TreeMap<>();
    private final Map<String, String> learned = new HashMap<>();
    private int latest;
    private long ballots;

    PaxosClients(Load load, IntUnaryOperator choice, Teller<News> teller) {
        this.load = load;
        this.choice = choice;
        this.teller = teller;
    }

    // ---------------------------------------------------------------- asking

    @Override
    public List<Call> calls(PaxosNode node) {
        latest = latest > 0 ? latest : latestKept(node);
        Set<String> open = new HashSet<>();
        waiting.values().forEach(open::addAll);
        return open.size() < load.concurrent && latest < load.registers
                ? List.of(new Call("client", true, () -> ask(node)))
                : List.of();
    }

    /** Returns the clients of a process that has been killed ask again for the latest of what its disk knows. */
    private int latestKept(PaxosNode node) {
        int last = node.kept().stream()
                .mapToInt(register -> Integer.parseInt(register.substring(1)))
                .max()
                .orElse(0);
        return Math.max(0, last - load.concurrent);
    }

    /** Writes a new register; or, one time in three, does something with one of the latest. */
    private void ask(PaxosNode node) {
        if (latest > 0 && choice.applyAsInt(3) == 0) {
            again(node, "r" + (latest - choice.applyAsInt(Math.min(latest, 2 * load.concurrent))));
        } else {
            write(node, "r" + ++latest);
        }
    }

    /** Reads what has a value, since otherwise the wait could be for ever; or writes. */
    private void again(PaxosNode node, String register) {
        if (known.values().stream().anyMatch(its -> its.containsKey(register)) && choice.applyAsInt(2) == 0) {
            waiting(node.id()).add(register);
            node.read(register);
        } else {
            write(node, register);
        }
    }

    private void write(PaxosNode node, String register) {
        String value = "v" + (1 + choice.applyAsInt(VALUES.size()));
        teller.tell(node.id(), new News.Asked(register, value));
        waiting(node.id()).add(register);
        node.write(register, value);
    }

    private SortedSet<String> waiting(String node) {
        return waiting.computeIfAbsent(node, n -> new TreeSet<>());
    }

    /** A ballot has begun when its number is durable. What a node has learned is told once, and whenever somebody waits for it. */
    @Override
    public void stepped(String node, String register, List<? extends Process<?>> roles) {
        At at = new At(node, register);
        if (Roles.of(Proposer.class, roles).phase() == Phase.NUMBERING) {
            numbering.add(at);
        } else if (numbering.remove(at)) {
            ballots++;
        }
        Roles.of(Learner.class, roles).learned().ifPresent(value -> {
            if (waiting(node).remove(register) | !value.equals(known(node).put(register, value))) {
                teller.tell(node, new News.Learned(register, value));
            }
        });
    }

    private SortedMap<String, String> known(String node) {
        return known.computeIfAbsent(node, n -> new TreeMap<>());
    }

    @Override
    public void restarted(PaxosNode node) {
        numbering.removeIf(at -> at.node.equals(node.id()));
        known(node.id()).clear();
        List.copyOf(waiting(node.id())).forEach(register -> again(node, register));
    }

    /** Returns the chance of which a run has one source. */
    IntUnaryOperator choice() {
        return choice;
    }

    // ---------------------------------------------------------------- judging

    @Override
    public void told(String node, News news) {
        if (news instanceof News.Asked a) {
            asked.computeIfAbsent(a.register, r -> new HashSet<>()).add(a.value);
        } else if (news instanceof News.Learned l) {
            String other = learned.putIfAbsent(l.register, l.value);
            if (other != null && !other.equals(l.value)) {
                throw new IllegalStateException("agreement: " + node + " learns that " + l.register + " is " + l.value
                        + ", another that it is " + other);
            }
        }
    }

    @Override
    public void check(Function<String, StableStorage> disks) {
        learned.forEach((register, value) -> {
            if (!asked.getOrDefault(register, Set.of()).contains(value)) {
                throw new IllegalStateException("validity: " + register + " is " + value + ", which nobody asked for");
            }
        });
        waiting.forEach((node, registers) -> {
            if (!registers.isEmpty()) {
                throw new IllegalStateException(
                        "liveness: nothing is left to happen, but " + node + " waits for " + registers);
            }
        });
    }

    @Override
    public Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("instances", (long) asked.size());
        figures.put("chosen", (long) learned.size());
        if (ballots > 0) { // in a run of processes whoever judges hears of none
            figures.put("ballots", ballots);
        }
        return figures;
    }
}
