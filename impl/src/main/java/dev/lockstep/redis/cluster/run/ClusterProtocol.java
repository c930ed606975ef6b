package dev.lockstep.redis.cluster.run;

import dev.lockstep.core.Process;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.recorder.Header;
import dev.lockstep.redis.cluster.ClusterNode;
import dev.lockstep.redis.cluster.Layout;
import dev.lockstep.redis.cluster.Message;
import dev.lockstep.redis.cluster.Stable;
import dev.lockstep.run.BatchDeployment;
import dev.lockstep.run.Clients;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.Description;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.Packet;
import dev.lockstep.run.Patience;
import dev.lockstep.run.TimeoutsInTurn;
import dev.lockstep.simulation.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/**
 * Describes Redis Cluster: {@code lockstep run redis-cluster}. There are as many masters as are asked for, and as many replicas: the
 * first master has two, and the last one none.
 */
public final class ClusterProtocol implements Description<Packet<Message>, InstanceNode<Message>, News> {
    private static final Set<String> GIVES_UP = Set.of("manualTimeout", "moveTimeout");

    /** Tells how many slots there are besides one for each master. */
    private static final int MORE_SLOTS = 2;

    private static final int KEYS_OF_A_SLOT = 3;

    /** Makes a node. */
    @FunctionalInterface
    public interface Core {
        ClusterNode of(String id, Layout layout, Optional<Stable> onDisk);
    }

    @Override
    public String name() {
        return "redis-cluster";
    }

    @Override
    public String title() {
        return "Redis Cluster";
    }

    @Override
    public Map<Fault, Integer> likely() {
        return BatchDeployment.likely(8, 4);
    }

    @Override
    public Group deployment(RunOptions options) {
        return new Group(layout(options.nodes()), ClusterNode::new);
    }

    /**
     * Returns the layout of a cluster.
     *
     * @param count the number of masters
     * @throws IllegalArgumentException there are too few
     */
    static Layout layout(int count) {
        if (count < 2) {
            throw new IllegalArgumentException("a cluster has at least 2 masters, not " + count);
        }
        List<String> masters = Deployment.names("m", count);
        Map<String, Optional<String>> all = new TreeMap<>();
        Map<String, Integer> epochs = new TreeMap<>();
        Map<Integer, Optional<String>> owners = new TreeMap<>();
        Map<String, Integer> slotOf = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            all.put(masters.get(i), Optional.empty());
            epochs.put(masters.get(i), i + 1);
            all.put("r" + (i + 1), Optional.of(masters.get(Math.max(0, i - 1))));
            epochs.put("r" + (i + 1), 0);
        }
        for (int s = 1; s <= count + MORE_SLOTS; s++) {
            owners.put(s, Optional.of(masters.get((s - 1) % count)));
            for (int k = 1; k <= KEYS_OF_A_SLOT; k++) {
                slotOf.put("k" + s + k, s);
            }
        }
        return new Layout(Map.copyOf(all), Map.copyOf(owners), Map.copyOf(epochs), Map.copyOf(slotOf));
    }

    /** Describes the nodes of one run, of these cores. */
    record Group(Layout layout, Core core) implements BatchDeployment<Message, News> {
        /** The bytes of the disk that an entry takes of each table of {@code nodes.conf}. */
        private static final int ENTRY = 128;

        private static final int SECTOR = 512;

        @Override
        public Header header() {
            Map<String, Object> constants = new TreeMap<>();
            constants.put("Node", Set.copyOf(layout.nodes()));
            constants.put("Slot", layout.slots());
            constants.put("Key", Set.copyOf(layout.keys()));
            constants.put("SlotOf", layout.slotOf());
            constants.put("Id", layout.order());
            constants.put("FirstMaster", layout.masters());
            constants.put("FirstOwner", layout.owners());
            constants.put("FirstEpoch", layout.epochs());
            return Header.of(constants, ClusterNode.class);
        }

        @Override
        public List<List<String>> nodes() {
            return List.of(layout.nodes());
        }

        @Override
        public Types<Message, News> types() {
            return new Types<>(Message.class, News.class, Stable.class);
        }

        @Override
        public int idle() {
            return 2;
        }

        @Override
        public dev.lockstep.storage.Layout layout(String node) {
            int entries = layout.nodes().size()
                    + layout.slots().size()
                    + layout.keys().size();
            return new dev.lockstep.storage.Layout(node, 1, SECTOR * (4 + entries * ENTRY / SECTOR));
        }

        @Override
        public ClusterClients clients(IntUnaryOperator choice, Clients.Teller<News> teller) {
            return new ClusterClients(layout, choice, teller);
        }

        @Override
        public Process<Message> process(
                String role, String instance, Optional<? extends Record> onDisk, boolean begun) {
            return core.of(role, layout, onDisk.map(Stable.class::cast));
        }

        @Override
        public Patience<Message> patience(String node, String instance) {
            return new TimeoutsInTurn<>(GIVES_UP);
        }
    }
}
