package dev.lockstep.commit.run;

import dev.lockstep.commit.CommitRecord;
import dev.lockstep.commit.Coordinator;
import dev.lockstep.commit.Message;
import dev.lockstep.commit.Participant;
import dev.lockstep.commit.Stage;
import dev.lockstep.commit.node.Changes;
import dev.lockstep.commit.node.Cluster;
import dev.lockstep.commit.node.CoordinatorNode;
import dev.lockstep.commit.node.Cores;
import dev.lockstep.commit.node.ParticipantNode;
import dev.lockstep.commit.node.ParticipantStore;
import dev.lockstep.core.Process;
import dev.lockstep.explorable.Explorable;
import dev.lockstep.explorable.Explorations;
import dev.lockstep.net.Wire;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.recorder.Header;
import dev.lockstep.run.Clients;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.Description;
import dev.lockstep.run.InstanceDeployment;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.NodeDisk;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Packet;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Simulation;
import dev.lockstep.storage.Layout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/** Describes two-phase commit: {@code lockstep run commit}. The first node coordinates; each transaction is an instance. */
public final class CommitProtocol implements Description<Packet<Message>, InstanceNode<Message>, News>, Explorations {
    /** The faults, and how likely each is: about one crash in a hundred choices, so that most transactions see none. */
    static final Map<Fault, Integer> LIKELY = Map.of(
            Fault.CRASH, 3,
            Fault.LOSS, 40,
            Fault.DUPLICATION, Simulation.FAULT,
            Fault.REORDER, Simulation.FAULT,
            Fault.DELAY, Simulation.FAULT);

    /** The number of pages of a node that is not asked for more: enough for 50,000 events at least. */
    static final int PAGES = 64;

    @Override
    public String name() {
        return "commit";
    }

    @Override
    public Map<Fault, Integer> likely() {
        return LIKELY;
    }

    @Override
    public Map<String, String> untaken() {
        return Map.of(
                "Lose",
                "a lost message is one that nobody takes: no process sees it, and the network of a trace keeps it");
    }

    @Override
    public Group deployment(RunOptions options) {
        if (options.nodes() < 2) {
            throw new IllegalArgumentException(
                    "commit needs a coordinator and at least one participant: --nodes 2 or more");
        }
        return new Group(cluster(options.nodes()), Cores.RIGHT, Math.max(PAGES, pagesFor(options.events())));
    }

    /**
     * Counts pages that are not full before the run is over. What became of a transaction is never forgotten, 512 of them in a page. There
     * is less than one number of a transaction per event, also of those that a crash skips.
     */
    static int pagesFor(long events) {
        return (int) (PAGES / 4 + events / 512);
    }

    @Override
    public List<Explorable> explorations() {
        return CommitExploration.all(Cores.RIGHT);
    }

    /** Returns a coordinator {@code c}, participants {@code p1}, {@code p2}, ..., and two pages at each. */
    public static Cluster cluster(int nodes) {
        return new Cluster("c", Set.copyOf(Deployment.names("p", nodes - 1)), Set.of("a", "b"));
    }

    /** Describes the nodes of one run, of these cores, with storage of so many pages each. */
    public record Group(Cluster cluster, Cores cores, int pages) implements InstanceDeployment<Message, News> {
        /** Makes a group with storage for a run of usual length. */
        public Group(Cluster cluster, Cores cores) {
            this(cluster, cores, PAGES);
        }

        @Override
        public Header header() {
            return Header.of(cluster.constants(), Coordinator.class, Participant.class);
        }

        /** Returns the coordinator first, which finishes what it has begun; then nobody is in doubt for long. */
        @Override
        public List<List<String>> nodes() {
            return List.of(List.of(cluster.coordinator()), List.copyOf(new TreeSet<>(cluster.participants())));
        }

        @Override
        public Types<Message, News> types() {
            return new Types<>(Message.class, News.class);
        }

        @Override
        public Wire<Packet<Message>> wire() {
            return Packet.wire(Message.class, Changes.class);
        }

        @Override
        public Layout layout(String node) {
            return new Layout(node, pages, 1024);
        }

        @Override
        public int patience() {
            return 5_000;
        }

        /** Counts one to two times as many ticks, which is a transaction's patience. */
        @Override
        public int ticks() {
            return 60;
        }

        @Override
        public CommitClients clients(IntUnaryOperator choice, Clients.Teller<News> teller) {
            return new CommitClients(cluster, new Workload(cluster, choice), teller);
        }

        @Override
        public InstanceNode<Message> node(
                String id, NodeDisk disk, NodeTrace trace, Clients<InstanceNode<Message>, News> clients) {
            InstanceNode.Listener<Message> listener = (instance, its) -> clients.stepped(id, instance, its);
            InstanceNode<Message> node = id.equals(cluster.coordinator())
                    ? new CoordinatorNode(cluster, this, disk, trace, listener)
                    : new ParticipantNode(cluster, id, this, cores, disk, trace, listener);
            node.resume();
            return node;
        }

        @Override
        public Process<Message> process(
                String role, String transaction, Optional<? extends Record> onDisk, boolean begun) {
            if (role.equals(cluster.coordinator())) {
                CommitRecord record = onDisk.isPresent() ? CommitRecord.COMMIT : CommitRecord.NONE;
                Stage stage = onDisk.isPresent() ? Stage.COMMITTED : begun ? Stage.IDLE : Stage.FORGOTTEN;
                return cores.coordinator(cluster, stage, Set.of(), Set.of(), record);
            }
            ParticipantStore.Held held = (ParticipantStore.Held) onDisk.orElseThrow();
            return cores.participant(cluster, role, held.phase(), held.entry(), held.applied());
        }
    }
}
