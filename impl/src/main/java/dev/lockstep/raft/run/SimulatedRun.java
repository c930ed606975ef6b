package dev.lockstep.raft.run;

import dev.lockstep.host.Core;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import dev.lockstep.raft.Entry;
import dev.lockstep.raft.Group;
import dev.lockstep.raft.Message;
import dev.lockstep.raft.RaftServer;
import dev.lockstep.raft.Role;
import dev.lockstep.raft.Snapshot;
import dev.lockstep.raft.node.Cores;
import dev.lockstep.raft.node.OneRecordStore;
import dev.lockstep.raft.node.Pace;
import dev.lockstep.raft.node.RaftNode;
import dev.lockstep.raft.node.RaftNode.Position;
import dev.lockstep.raft.node.RaftStore;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Packet;
import dev.lockstep.simulation.Batches;
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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A log among simulated servers; clients at whoever leads append to it, and from time to time somebody asks for other members. */
public final class SimulatedRun {
    /** Commands that the clients of one server wait for at one time, at most. */
    private static final int CONCURRENT = 3;

    /** Choices within which all servers know everything once nobody asks and nothing fails any more, at least. */
    private static final int PATIENCE = 50_000;

    /** How often all servers of a large cluster may have waited for a leader until then. */
    private static final int WAITS = 60;

    /** Choices after which somebody whose request was refused, or accepted, asks again. */
    private static final int AGAIN_AFTER_REFUSAL = 100;

    private static final int AGAIN = 5_000;

    private static final int LONGEST_BETWEEN_CHANGES = 1 << 20;

    private static final int PAGE = 1 << 15;

    private final Schedule schedule;
    private final RaftCluster cluster;
    private final Group group;
    private final int reconfigure;
    private final @Nullable Recorder recorder;
    private final SortedMap<String, Hosted> servers = new TreeMap<>();
    private final Simulation<Packet<Message>> simulation;
    private final Ledger ledger;
    private final SortedMap<String, Long> choices = new TreeMap<>();
    private long events;
    private long made;
    private long sinceOver;
    private int asked;

    /** The members that somebody has asked for and not got yet, and when to ask again. */
    private Set<String> target = Set.of();

    private long askAgain;

    /**
     * @param cores the right ones, or such with a slip
     * @param faults and how likely each is, as {@link Simulation} takes it
     * @param reconfigure how many changes of membership to ask for
     * @param recorder of all servers; null: no trace is written
     */
    public SimulatedRun(
            RaftCluster cluster,
            Cores cores,
            Map<Fault, Integer> faults,
            int reconfigure,
            Schedule schedule,
            @Nullable Recorder recorder) {
        this.cluster = cluster;
        this.group = cluster.group();
        this.reconfigure = reconfigure;
        this.schedule = schedule;
        this.recorder = recorder;
        this.ledger = new Ledger(group.initial());
        for (String id : cluster.servers()) {
            servers.put(id, new Hosted(id, cores));
        }
        simulation = new Simulation<>(servers.values(), Channels.UNORDERED, faults, schedule);
    }

    static Header header(RaftCluster cluster) {
        return Header.of(cluster.constants(), RaftServer.class);
    }

    /** A server and its successors after crashes, and the clients at it. */
    private final class Hosted implements Core<Packet<Message>>, RaftNode.Client {
        private final String id;
        private final FaultyDisk disk1;
        private final FaultyDisk disk2;
        private final Batches batches = new Batches(schedule);
        private final SortedMap<Integer, Wish> waiting = new TreeMap<>();
        private final Pace pace = new Pace(cluster.election() / 5, cluster.election(), 4, 8, 30, schedule::next);
        private Digest machine = new Digest();
        private int lastApplied;
        private RaftNode node;

        private record Wish(String command, Position position) {}

        Hosted(String id, Cores cores) {
            this.id = id;
            this.disk1 = new FaultyDisk(id + ".1", Faults.NONE);
            this.disk2 = new FaultyDisk(id + ".2", Faults.NONE);
            this.node = new RaftNode(group, id, this::store, cores, pace, this::machine, this, NodeTrace.of(recorder));
        }

        private RaftStore store() {
            return new OneRecordStore(StableStorage.openOrCreate(disk1, disk2, new Layout(id, 1, PAGE)), group);
        }

        private Digest machine() {
            machine = new Digest();
            return machine;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public void receive(Packet<Message> packet) {
            node.receive(packet);
        }

        @Override
        public List<Send<Packet<Message>>> drain() {
            if (!batches.ends()) {
                return List.of();
            }
            return node.drain();
        }

        @Override
        public void leads(int term) {
            ledger.leads(id, term);
        }

        @Override
        public List<Step> steps() {
            List<Step> steps = new ArrayList<>();
            if (!isSettled()) {
                // time passes as steadily as everything else does
                steps.add(new Step("tick", false, node::tick));
            }
            boolean leads = node.status().role() == Role.LEADER;
            if (leads && waiting.size() < CONCURRENT && asked < cluster.commands()) {
                steps.add(new Step("client", true, this::ask));
            }
            if (ledger.changes() < reconfigure && made >= askAgain && (leads || !target.isEmpty())) {
                steps.add(new Step("change", true, this::change));
            }
            return steps;
        }

        private void ask() {
            String command = RaftCluster.command(asked + 1);
            node.propose(command).ifPresent(position -> {
                asked++;
                waiting.put(position.index(), new Wish(command, position));
            });
        }

        /** The next change; or once more the one that has not happened yet. */
        private void change() {
            target = target.isEmpty() ? another() : target;
            askAgain = made + (node.change(target) ? AGAIN : AGAIN_AFTER_REFUSAL);
        }

        @Override
        public void applied(int index, Entry entry, String answer) {
            ledger.applied(id, index, entry, machine.digest());
            lastApplied = index;
            answer();
            if (entry instanceof Entry.Config && ledger.members().equals(target)) {
                target = Set.of();
                askAgain = made + untilNextChange();
            }
        }

        /** Tells the clients whose commands have been applied; those in whose place there is something else give up. */
        private void answer() {
            var known = waiting.headMap(lastApplied + 1);
            known.values().stream()
                    .filter(wish -> ledger.entry(wish.position.index()).term() == wish.position.term())
                    .forEach(wish -> ledger.acknowledged(wish.command, wish.position));
            known.clear();
        }

        /** What became of the commands that the snapshot stands for nobody learns here. */
        @Override
        public void installed(Snapshot snapshot) {
            ledger.restored(id, snapshot.index(), machine.digest());
            lastApplied = snapshot.index();
            waiting.headMap(lastApplied + 1).clear();
        }

        @Override
        public Core<Packet<Message>> restarted() {
            waiting.clear();
            node = node.restarted();
            lastApplied = node.status().snapshotIndex();
            return this;
        }

        private boolean knowsAll() {
            return lastApplied == ledger.length() && node.status().lastIndex() == lastApplied;
        }
    }

    /** Some servers more, fewer, or others in the place of some. */
    private Set<String> another() {
        List<String> members = new ArrayList<>(ledger.members());
        List<String> others = new ArrayList<>(cluster.servers());
        others.removeAll(members);
        int kind = schedule.next(3);
        int count = 1 + schedule.next(2);
        boolean grows = (kind != 1 || members.size() == 1) && !others.isEmpty();
        boolean shrinks = kind != 0 || !grows;
        Set<String> another = new TreeSet<>(members);
        for (int i = 0; i < count; i++) {
            if (shrinks && members.size() > 1) {
                another.remove(members.remove(schedule.next(members.size())));
            }
            if (grows && !others.isEmpty()) {
                another.add(others.remove(schedule.next(others.size())));
            }
        }
        return Collections.unmodifiableSet(another);
    }

    /** So that the changes are spread over the run. */
    private long untilNextChange() {
        long left = Math.min(LONGEST_BETWEEN_CHANGES, events) - clock();
        return Math.max(0, left) / Math.max(1, reconfigure - ledger.changes() + 1) / 2;
    }

    private boolean isOver() {
        return schedule.isOver() || clock() >= events;
    }

    private long clock() {
        return recorder == null ? made : recorder.events();
    }

    /** Nothing is left to do, but to be there. */
    private boolean isSettled() {
        return isOver()
                && ledger.members().stream().map(servers::get).allMatch(Hosted::knowsAll)
                && ledger.members().stream()
                        .map(servers::get)
                        .anyMatch(server -> server.node.status().role() == Role.LEADER
                                && server.node.status().configuration().equals(List.of(ledger.members())));
    }

    /**
     * Runs for at least so many events, or until the schedule is over; then until every member knows everything.
     *
     * @throws IllegalStateException what {@link Ledger} says must not be
     */
    public void run(long atLeast, Consumer<Choice> observer) {
        events = atLeast;
        simulation.run(this::isOver, choice -> {
            made++;
            choices.merge(choice.getClass().getSimpleName(), 1L, Long::sum);
            sinceOver += isOver() ? 1 : 0;
            if (sinceOver > patience()) {
                throw new IllegalStateException(
                        "liveness: long after the last client has asked and the last fault there is no leader"
                                + " under which all of " + ledger.members() + " know everything: "
                                + servers.values().stream()
                                        .map(server -> server.node.status().toString())
                                        .toList());
            }
            observer.accept(choice);
        });
    }

    private long patience() {
        return Math.max(PATIENCE, (long) WAITS * cluster.election() * servers.size());
    }

    Ledger ledger() {
        return ledger;
    }

    /** How often such a thing happened: {@code Crash}, {@code Lose}. */
    public long count(Class<? extends Choice> kind) {
        return choices.getOrDefault(kind.getSimpleName(), 0L);
    }
}
