package dev.lockstep.commit.run;

import dev.lockstep.commit.Coordinator;
import dev.lockstep.commit.Entry;
import dev.lockstep.commit.Participant;
import dev.lockstep.commit.node.Change;
import dev.lockstep.commit.node.Cluster;
import dev.lockstep.commit.node.CoordinatorNode;
import dev.lockstep.commit.node.Cores;
import dev.lockstep.commit.node.Packet;
import dev.lockstep.commit.node.ParticipantNode;
import dev.lockstep.host.Core;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Choice;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import dev.lockstep.simulation.Simulation;
import dev.lockstep.storage.Disk;
import dev.lockstep.storage.Layout;
import dev.lockstep.storage.StableStorage;
import dev.lockstep.storage.faulty.Faults;
import dev.lockstep.storage.faulty.FaultyDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The store among simulated nodes, with many transactions at a time; begins one whenever the schedule says so. */
public final class SimulatedRun {
    /** Transactions that are not forgotten at one time, at most. */
    private static final int CONCURRENT = 6;

    /** Choices within which everything ends once nothing begins and nothing fails any more. */
    private static final int PATIENCE = 5_000;

    private final Ledger ledger = new Ledger();
    private final Teller teller;
    private final List<Keeper> keepers = new ArrayList<>();
    private final Simulation<Packet> simulation;
    private final @Nullable Recorder recorder;
    private final SortedMap<String, Long> choices = new TreeMap<>();
    private long made;
    private long sinceBegin;

    /**
     * @param cores the right ones, or such with a slip
     * @param disks opens the storage of the node of this name, as after a crash
     * @param faults and how likely each is, as {@link Simulation} takes it
     * @param recorder of all nodes; null: no trace is written
     */
    public SimulatedRun(
            Cluster cluster,
            Cores cores,
            Function<String, Supplier<StableStorage>> disks,
            Map<Fault, Integer> faults,
            Schedule schedule,
            @Nullable Recorder recorder) {
        this.recorder = recorder;
        Workload workload = new Workload(cluster, schedule::next);
        teller = new Teller(
                new CoordinatorNode(cluster, disks.apply(cluster.coordinator()), cores, ledger, recorder), workload);
        for (String id : new TreeSet<>(cluster.participants())) {
            keepers.add(new Keeper(new ParticipantNode(cluster, id, disks.apply(id), cores, recorder)));
        }
        List<Core<Packet>> nodes = new ArrayList<>(keepers);
        nodes.add(teller);
        simulation = new Simulation<>(nodes, Channels.UNORDERED, faults, schedule);
    }

    /** The same with storage that loses nothing. */
    public SimulatedRun(
            Cluster cluster, Cores cores, Map<Fault, Integer> faults, Schedule schedule, @Nullable Recorder recorder) {
        this(cluster, cores, SimulatedRun::disk, faults, schedule, recorder);
    }

    static Layout layout(String node) {
        return new Layout(node, 64, 1024);
    }

    private static Supplier<StableStorage> disk(String node) {
        Disk a = new FaultyDisk(node + "-1", Faults.NONE);
        Disk b = new FaultyDisk(node + "-2", Faults.NONE);
        return () -> StableStorage.openOrCreate(a, b, layout(node));
    }

    /** A coordinator {@code c}, participants {@code p1}, {@code p2}, ..., and two pages at each. */
    public static Cluster cluster(int nodes) {
        Set<String> participants =
                IntStream.range(1, nodes).mapToObj(i -> "p" + i).collect(Collectors.toSet());
        return new Cluster("c", participants, Set.of("a", "b"));
    }

    public static Header header(Cluster cluster) {
        return Header.of(cluster.constants(), Coordinator.class, Participant.class);
    }

    /** The coordinator and its clients. */
    private final class Teller implements Core<Packet> {
        private final Workload workload;
        private CoordinatorNode node;

        Teller(CoordinatorNode node, Workload workload) {
            this.node = node;
            this.workload = workload;
        }

        @Override
        public String id() {
            return node.id();
        }

        @Override
        public void receive(Packet message) {
            node.receive(message);
        }

        @Override
        public List<Step> steps() {
            List<Step> steps = new ArrayList<>(node.steps());
            if (node.open() < CONCURRENT && node.hasRoom()) {
                steps.add(new Step("begin", true, this::begin));
            }
            return steps;
        }

        private void begin() {
            Map<String, List<Change>> changes = workload.next();
            ledger.asked(node.begin(changes), changes);
        }

        @Override
        public List<Send<Packet>> drain() {
            return node.drain();
        }

        @Override
        public Core<Packet> restarted() {
            node = node.restarted();
            return this;
        }
    }

    /** A participant. */
    private static final class Keeper implements Core<Packet>, Ledger.View {
        private ParticipantNode node;

        Keeper(ParticipantNode node) {
            this.node = node;
        }

        @Override
        public String id() {
            return node.id();
        }

        @Override
        public void receive(Packet message) {
            node.receive(message);
        }

        @Override
        public List<Step> steps() {
            return node.steps();
        }

        @Override
        public List<Send<Packet>> drain() {
            return node.drain();
        }

        @Override
        public Core<Packet> restarted() {
            node = node.restarted();
            return this;
        }

        @Override
        public Entry entry(long transaction) {
            return node.entry(transaction);
        }

        @Override
        public SortedMap<String, String> values() {
            return node.values();
        }
    }

    /**
     * Runs for at least so many events, or until the schedule is over; then until every transaction has ended.
     *
     * @throws IllegalStateException the run is not atomic, or loses what was acknowledged
     */
    public void run(long events, Consumer<Choice> observer) {
        simulation.run(() -> (recorder == null ? made : recorder.events()) >= events, choice -> {
            made++;
            sinceBegin = choice instanceof Choice.Take take && take.step().equals("begin") ? 0 : sinceBegin + 1;
            if (sinceBegin > PATIENCE) {
                throw new IllegalStateException(
                        "liveness: transactions do not end, long after the last one has begun: " + teller.node.open());
            }
            choices.merge(choice.getClass().getSimpleName(), 1L, Long::sum);
            observer.accept(choice);
        });
        if (teller.node.open() > 0) {
            throw new IllegalStateException(teller.node.open() + " transactions have not ended");
        }
        Map<String, Ledger.View> views = new TreeMap<>();
        keepers.forEach(keeper -> views.put(keeper.id(), keeper));
        ledger.check(views);
    }

    public long transactions() {
        return ledger.transactions();
    }

    public long commits() {
        return ledger.commits();
    }

    /** How often such a thing happened: {@code Crash}, {@code Lose}. */
    public long count(Class<? extends Choice> kind) {
        return choices.getOrDefault(kind.getSimpleName(), 0L);
    }
}
