package dev.lockstep.multipaxos.run;

import dev.lockstep.host.Core;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import dev.lockstep.multipaxos.Acceptor;
import dev.lockstep.multipaxos.Leader;
import dev.lockstep.multipaxos.Learner;
import dev.lockstep.multipaxos.node.Cores;
import dev.lockstep.multipaxos.node.LogCluster;
import dev.lockstep.multipaxos.node.LogNode;
import dev.lockstep.multipaxos.node.Packet;
import dev.lockstep.paxos.node.BackOff;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Choice;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import dev.lockstep.simulation.Simulation;
import dev.lockstep.storage.Layout;
import dev.lockstep.storage.StableStorage;
import dev.lockstep.storage.faulty.Faults;
import dev.lockstep.storage.faulty.FaultyDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Logs among simulated nodes, one after the other; clients at all nodes append to the latest whenever the schedule says so. */
public final class SimulatedRun {
    /** Commands that clients wait for at one time, at most. */
    private static final int CONCURRENT = 3;

    /** Choices within which all is learned once nobody asks and nothing fails any more. */
    private static final int PATIENCE = 20_000;

    /** A record has up to 16 bytes per slot. */
    private static final int PAGE = 1024;

    private final Schedule schedule;
    private final LogCluster cluster;
    private final int logs;
    private final @Nullable Recorder recorder;
    private final List<Hosted> nodes = new ArrayList<>();
    private final Simulation<Packet> simulation;
    private final Agreed agreed = new Agreed();
    private final SortedMap<String, Long> choices = new TreeMap<>();
    private long made;
    private long sinceAsked;
    private long ballots;
    private int log = 1;

    /**
     * @param cores the right ones, or such with a slip
     * @param logs how many at most
     * @param faults and how likely each is, as {@link Simulation} takes it
     * @param recorder of all nodes; null: no trace is written
     */
    public SimulatedRun(
            LogCluster cluster,
            Cores cores,
            int logs,
            Map<Fault, Integer> faults,
            Schedule schedule,
            @Nullable Recorder recorder) {
        this.cluster = cluster;
        this.schedule = schedule;
        this.logs = logs;
        this.recorder = recorder;
        for (String id : cluster.nodes()) {
            nodes.add(new Hosted(id, cores));
        }
        simulation = new Simulation<>(nodes, Channels.UNORDERED, faults, schedule);
    }

    public static Header header(LogCluster cluster) {
        return Header.of(cluster.constants(), Leader.class, Acceptor.class, Learner.class);
    }

    static Layout layout(String id, int logs) {
        return new Layout(id, logs, PAGE);
    }

    private record Wish(String log, String command) implements Comparable<Wish> {
        @Override
        public int compareTo(Wish other) {
            return (log + " " + command).compareTo(other.log + " " + other.command);
        }
    }

    /** A node and its successors after crashes, and the client at it. */
    private final class Hosted implements Core<Packet>, LogNode.Client {
        private final String id;
        private final FaultyDisk disk1;
        private final FaultyDisk disk2;
        private final SortedSet<Wish> waiting = new TreeSet<>();
        private LogNode node;

        Hosted(String id, Cores cores) {
            this.id = id;
            this.disk1 = new FaultyDisk(id + ".1", Faults.NONE);
            this.disk2 = new FaultyDisk(id + ".2", Faults.NONE);
            this.node = new LogNode(
                    cluster, id, this::disk, cores, new BackOff(1, 8, schedule::next), this, recorder, Map.of());
        }

        private StableStorage disk() {
            return StableStorage.openOrCreate(disk1, disk2, layout(id, logs));
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public void receive(Packet message) {
            node.receive(message);
        }

        @Override
        public List<Send<Packet>> drain() {
            return node.drain();
        }

        @Override
        public List<Step> steps() {
            List<Step> steps = new ArrayList<>(node.steps());
            long open = nodes.stream().mapToLong(n -> n.waiting.size()).sum();
            if (open < CONCURRENT && (log < logs || !isFull())) {
                steps.add(new Step("client", true, this::ask));
            }
            return steps;
        }

        /** The next command, of the next log if this one has all that it is to have. */
        private void ask() {
            if (isFull()) {
                log++;
            }
            String name = "log" + log;
            String command = cluster.commands().get(agreed.commands(name));
            agreed.asked(name, command);
            waiting.add(new Wish(name, command));
            node.append(name, command);
        }

        @Override
        public void learned(String name, int slot, String command) {
            waiting.remove(new Wish(name, command));
            agreed.learned(id, name, slot, command);
        }

        @Override
        public void full(String name, String command) {
            waiting.remove(new Wish(name, command));
        }

        /** The node has forgotten who waits; the client asks again. */
        @Override
        public Core<Packet> restarted() {
            node = node.restarted();
            List.copyOf(waiting).forEach(wish -> node.append(wish.log, wish.command));
            return this;
        }
    }

    private boolean isFull() {
        return agreed.commands("log" + log) == cluster.commands().size();
    }

    /**
     * Runs for at least so many events, or until the schedule is over; then until everybody has learned what it waits for.
     *
     * @throws IllegalStateException two nodes learn different commands in a slot, or one that nobody asked for
     */
    public void run(long events, Consumer<Choice> observer) {
        simulation.run(() -> (recorder == null ? made : recorder.events()) >= events, choice -> {
            made++;
            choices.merge(choice.getClass().getSimpleName(), 1L, Long::sum);
            sinceAsked++;
            if (choice instanceof Choice.Take take) {
                ballots += take.step().startsWith("number") ? 1 : 0;
                sinceAsked = take.step().equals("client") ? 0 : sinceAsked;
            }
            if (sinceAsked > PATIENCE) {
                throw new IllegalStateException("liveness: nothing is learned, long after the last client has asked");
            }
            observer.accept(choice);
        });
        agreed.check();
        nodes.forEach(node -> {
            if (!node.waiting.isEmpty()) {
                throw new IllegalStateException(
                        "liveness: nothing is left to happen, but " + node.id + " waits for " + node.waiting);
            }
        });
    }

    Agreed agreed() {
        return agreed;
    }

    public long ballots() {
        return ballots;
    }

    /** How often such a thing happened: {@code Crash}, {@code Lose}. */
    public long count(Class<? extends Choice> kind) {
        return choices.getOrDefault(kind.getSimpleName(), 0L);
    }
}
