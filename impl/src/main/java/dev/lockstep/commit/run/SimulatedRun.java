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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The store among simulated nodes, with many transactions at a time; begins one whenever the schedule says so. */
public final class SimulatedRun {
    /** Transactions that are not forgotten at one time, at most. */
    private static final int CONCURRENT = 6;

    /** Of a node that is not asked for more: enough for 50,000 events at least. */
    private static final int PAGES = 64;

    /** Choices within which everything ends once nothing begins and nothing fails any more. */
    private static final int PATIENCE = 5_000;

    /** The stable storage of all nodes. */
    interface Disks {
        /** Opens that of a node, at the beginning and after each crash. */
        StableStorage open(String node);

        /** The storage of a node has failed, and the node with it: it is started anew. */
        default void failed(String node, StorageException cause) {
            throw cause;
        }
    }

    private final Ledger ledger = new Ledger();
    private final Disks disks;
    private final Teller teller;
    private final List<Keeper> keepers = new ArrayList<>();
    private final Simulation<Packet> simulation;
    private final @Nullable Recorder recorder;
    private final SortedMap<String, Long> choices = new TreeMap<>();
    private long made;
    private long sinceBegin;

    /**
     * @param cores the right ones, or such with a slip
     * @param disks of the nodes
     * @param faults and how likely each is, as {@link Simulation} takes it
     * @param recorder of all nodes; null: no trace is written
     */
    public SimulatedRun(
            Cluster cluster,
            Cores cores,
            Disks disks,
            Map<Fault, Integer> faults,
            Schedule schedule,
            @Nullable Recorder recorder) {
        this.recorder = recorder;
        this.disks = disks;
        Workload workload = new Workload(cluster, schedule::next);
        teller = new Teller(
                new CoordinatorNode(cluster, () -> disks.open(cluster.coordinator()), cores, ledger, recorder),
                workload);
        for (String id : new TreeSet<>(cluster.participants())) {
            keepers.add(new Keeper(new ParticipantNode(cluster, id, () -> disks.open(id), cores, recorder)));
        }
        List<Core<Packet>> nodes = new ArrayList<>(keepers);
        nodes.add(teller);
        simulation = new Simulation<>(nodes, Channels.UNORDERED, faults, schedule);
    }

    /** The same with storage that loses nothing. */
    public SimulatedRun(
            Cluster cluster, Cores cores, Map<Fault, Integer> faults, Schedule schedule, @Nullable Recorder recorder) {
        this(cluster, cores, disks(PAGES), faults, schedule, recorder);
    }

    static Layout layout(String node) {
        return new Layout(node, PAGES, 1024);
    }

    /**
     * Storage that loses nothing, and is not full before the run is over: what became of a transaction is never forgotten, 512 of them in a
     * page, and there is less than one number of a transaction per event, also of those that a crash skips.
     */
    static Disks disksFor(long events) {
        return disks(Math.max(PAGES, pagesFor(events)));
    }

    static int pagesFor(long events) {
        return (int) (PAGES / 4 + events / 512);
    }

    static Disks disks(int pages) {
        Map<String, FaultyDisk> disks = new HashMap<>();
        return node -> StableStorage.openOrCreate(
                disks.computeIfAbsent(node + ".1", name -> new FaultyDisk(name, Faults.NONE)),
                disks.computeIfAbsent(node + ".2", name -> new FaultyDisk(name, Faults.NONE)),
                new Layout(node, pages, layout(node).pageSize()));
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

    /** A node and its successors after crashes. */
    private abstract class Hosted implements Core<Packet> {
        abstract Core<Packet> node();

        abstract void restart();

        @Override
        public String id() {
            return node().id();
        }

        @Override
        public void receive(Packet message) {
            guard(() -> node().receive(message));
        }

        @Override
        public List<Step> steps() {
            return node().steps().stream()
                    .map(step -> new Step(step.name(), step.opens(), step.isTimeout(), () -> guard(step.action())))
                    .toList();
        }

        void guard(Runnable input) {
            try {
                input.run();
            } catch (StorageException e) {
                disks.failed(id(), e);
                restart();
            }
        }

        @Override
        public List<Send<Packet>> drain() {
            return node().drain();
        }

        @Override
        public Core<Packet> restarted() {
            restart();
            return this;
        }
    }

    /** The coordinator and its clients. */
    private final class Teller extends Hosted {
        private final Workload workload;
        private CoordinatorNode node;

        Teller(CoordinatorNode node, Workload workload) {
            this.node = node;
            this.workload = workload;
        }

        @Override
        CoordinatorNode node() {
            return node;
        }

        @Override
        void restart() {
            node = node.restarted();
        }

        @Override
        public List<Step> steps() {
            List<Step> steps = new ArrayList<>(super.steps());
            if (node.open() < CONCURRENT && node.hasRoom()) {
                steps.add(new Step("begin", true, () -> guard(this::begin)));
            }
            return steps;
        }

        private void begin() {
            Map<String, List<Change>> changes = workload.next();
            ledger.asked(node.begin(changes), changes);
        }
    }

    /** A participant. */
    private final class Keeper extends Hosted implements Ledger.View {
        private ParticipantNode node;

        Keeper(ParticipantNode node) {
            this.node = node;
        }

        @Override
        ParticipantNode node() {
            return node;
        }

        @Override
        void restart() {
            node = node.restarted();
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

    Ledger ledger() {
        return ledger;
    }

    public long transactions() {
        return ledger.transactions();
    }

    public long commits() {
        return ledger.commits();
    }

    /** Clients that were told of a commit. */
    public long acknowledged() {
        return ledger.acknowledged();
    }

    /** How often such a thing happened: {@code Crash}, {@code Lose}. */
    public long count(Class<? extends Choice> kind) {
        return choices.getOrDefault(kind.getSimpleName(), 0L);
    }
}
