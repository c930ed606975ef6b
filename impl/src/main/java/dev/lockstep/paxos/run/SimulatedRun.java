package dev.lockstep.paxos.run;

import dev.lockstep.host.Core;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import dev.lockstep.paxos.Acceptor;
import dev.lockstep.paxos.Learner;
import dev.lockstep.paxos.Proposer;
import dev.lockstep.paxos.node.Cluster;
import dev.lockstep.paxos.node.Cores;
import dev.lockstep.paxos.node.Packet;
import dev.lockstep.paxos.node.Patience;
import dev.lockstep.paxos.node.PaxosNode;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Choice;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import dev.lockstep.simulation.Simulation;
import dev.lockstep.storage.Layout;
import dev.lockstep.storage.StableStorage;
import dev.lockstep.storage.StorageException;
import dev.lockstep.storage.faulty.Faults;
import dev.lockstep.storage.faulty.FaultyDisk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Registers among simulated nodes, many at a time; clients write and read whenever the schedule says so. */
public final class SimulatedRun {
    static final Set<String> VALUES = Set.of("v1", "v2", "v3");

    /** Registers whose outcome somebody waits for at one time, at most. */
    private static final int CONCURRENT = 6;

    /** Choices within which everybody learns once nobody asks and nothing fails any more. */
    private static final int PATIENCE = 20_000;

    /** The stable storage of all nodes. */
    interface Disks {
        /** Opens that of a node, at the beginning and after each crash. */
        StableStorage open(String node);

        /** The storage of a node has failed, and the node with it: it is started anew. */
        default void failed(String node, StorageException cause) {
            throw cause;
        }
    }

    private final Schedule schedule;
    private final Disks disks;
    private final int registers;
    private final @Nullable Recorder recorder;
    private final List<Hosted> nodes = new ArrayList<>();
    private final Simulation<Packet> simulation;
    private final Outcomes outcomes = new Outcomes();
    private final SortedMap<String, Long> choices = new TreeMap<>();
    private long made;
    private long sinceAsked;
    private long ballots;

    /**
     * @param cores the right ones, or such with a slip
     * @param registers how many at most
     * @param faults and how likely each is, as {@link Simulation} takes it
     * @param recorder of all nodes; null: no trace is written
     */
    public SimulatedRun(
            Cluster cluster,
            Cores cores,
            int registers,
            Map<Fault, Integer> faults,
            Schedule schedule,
            @Nullable Recorder recorder) {
        this(cluster, cores, registers, disks(registers), faults, schedule, recorder);
    }

    /** The same, on these disks. */
    SimulatedRun(
            Cluster cluster,
            Cores cores,
            int registers,
            Disks disks,
            Map<Fault, Integer> faults,
            Schedule schedule,
            @Nullable Recorder recorder) {
        this.schedule = schedule;
        this.disks = disks;
        this.registers = registers;
        this.recorder = recorder;
        for (String id : cluster.nodes()) {
            nodes.add(new Hosted(cluster, id, cores));
        }
        simulation = new Simulation<>(nodes, Channels.UNORDERED, faults, schedule);
    }

    private static Disks disks(int registers) {
        Map<String, FaultyDisk> disks = new HashMap<>();
        return node -> StableStorage.openOrCreate(
                disks.computeIfAbsent(node + ".1", name -> new FaultyDisk(name, Faults.NONE)),
                disks.computeIfAbsent(node + ".2", name -> new FaultyDisk(name, Faults.NONE)),
                new Layout(node, registers, 512));
    }

    public static Header header(Cluster cluster) {
        return Header.of(cluster.constants(VALUES), Proposer.class, Acceptor.class, Learner.class);
    }

    /** A node and its successors after crashes, and the client at it. */
    private final class Hosted implements Core<Packet>, PaxosNode.Client {
        private final String id;
        private final SortedSet<String> waiting = new TreeSet<>();
        private PaxosNode node;

        Hosted(Cluster cluster, String id, Cores cores) {
            this.id = id;
            this.node = new PaxosNode(
                    cluster,
                    id,
                    () -> disks.open(id),
                    cores,
                    new Patience(1, 16, schedule::next),
                    this,
                    recorder,
                    Map.of());
        }

        private void guard(Runnable input) {
            try {
                input.run();
            } catch (StorageException e) {
                disks.failed(id, e);
                restarted();
            }
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public void receive(Packet message) {
            guard(() -> node.receive(message));
        }

        @Override
        public List<Send<Packet>> drain() {
            return node.drain();
        }

        @Override
        public List<Step> steps() {
            List<Step> steps = new ArrayList<>();
            for (Step step : node.steps()) {
                steps.add(new Step(step.name(), step.opens(), step.isTimeout(), () -> guard(step.action())));
            }
            long open =
                    nodes.stream().flatMap(n -> n.waiting.stream()).distinct().count();
            if (open < CONCURRENT && outcomes.registers() < registers) {
                steps.add(new Step("client", true, () -> guard(this::ask)));
            }
            return steps;
        }

        /** Writes a new register; or, one time in three, does something with one of the latest. */
        private void ask() {
            int known = (int) outcomes.registers();
            if (known > 0 && schedule.next(3) == 0) {
                again("r" + (known - schedule.next(Math.min(known, 2 * CONCURRENT))));
            } else {
                write("r" + (known + 1));
            }
        }

        /** Reads what has a value, since otherwise the wait could be for ever; or writes. */
        private void again(String register) {
            if (outcomes.isChosen(register) && schedule.next(2) == 0) {
                waiting.add(register);
                node.read(register);
            } else {
                write(register);
            }
        }

        private void write(String register) {
            String value = "v" + (1 + schedule.next(VALUES.size()));
            outcomes.asked(register, value);
            waiting.add(register);
            node.write(register, value);
        }

        @Override
        public void learned(String register, String value) {
            waiting.remove(register);
            outcomes.learned(id, register, value);
        }

        /** The node has forgotten who waits; the client asks again. */
        @Override
        public Core<Packet> restarted() {
            node = node.restarted();
            List.copyOf(waiting).forEach(this::again);
            return this;
        }
    }

    /**
     * Runs for at least so many events, or until the schedule is over; then until everybody has learned what it waits for.
     *
     * @throws IllegalStateException two nodes learn different values, or one that nobody asked for
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
        outcomes.check();
        nodes.forEach(node -> {
            if (!node.waiting.isEmpty()) {
                throw new IllegalStateException(
                        "liveness: nothing is left to happen, but " + node.id + " waits for " + node.waiting);
            }
        });
    }

    public long registers() {
        return outcomes.registers();
    }

    /** Registers that somebody has learned. */
    public long chosen() {
        return outcomes.chosen();
    }

    public long ballots() {
        return ballots;
    }

    /** How often such a thing happened: {@code Crash}, {@code Lose}. */
    public long count(Class<? extends Choice> kind) {
        return choices.getOrDefault(kind.getSimpleName(), 0L);
    }
}
