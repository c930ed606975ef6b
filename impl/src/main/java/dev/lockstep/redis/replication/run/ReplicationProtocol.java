package dev.lockstep.redis.replication.run;

import dev.lockstep.protocol.RunOptions;
import dev.lockstep.recorder.Header;
import dev.lockstep.redis.replication.Group;
import dev.lockstep.redis.replication.Message;
import dev.lockstep.redis.replication.Persistence;
import dev.lockstep.redis.replication.RedisServer;
import dev.lockstep.redis.replication.Stable;
import dev.lockstep.redis.replication.node.ServerPatience;
import dev.lockstep.run.BatchDeployment;
import dev.lockstep.run.Clients;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.Description;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.Packet;
import dev.lockstep.run.Patience;
import dev.lockstep.simulation.Fault;
import dev.lockstep.storage.Layout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/**
 * Describes replication of Redis: {@code lockstep run redis-replication}. The servers have each another persistence, and clients wait for
 * one replica; the seed decides how long the backlog is, and whether a master without replicas takes writes.
 */
public final class ReplicationProtocol implements Description<Packet<Message>, InstanceNode<Message>, News> {
    /** Makes a server. */
    @FunctionalInterface
    public interface Core {
        RedisServer of(String id, Group group, Optional<Stable> stable);
    }

    @Override
    public String name() {
        return "redis-replication";
    }

    @Override
    public String title() {
        return "replication of Redis";
    }

    @Override
    public Map<Fault, Integer> likely() {
        return BatchDeployment.likely(8, 4);
    }

    @Override
    public Servers deployment(RunOptions options) {
        return new Servers(group(options.nodes(), options.seed()), RedisServer::new, options.events());
    }

    /**
     * Returns the settings of a run.
     *
     * @throws IllegalArgumentException there is nobody to replicate
     */
    static Group group(int nodes, long seed) {
        if (nodes < 2) {
            throw new IllegalArgumentException("replication needs at least 2 servers, not " + nodes);
        }
        List<String> names = Deployment.names("r", nodes);
        int which = (int) Math.floorMod(seed, 12L);
        Persistence[] policies = Persistence.values();
        Map<String, Persistence> persistence = new TreeMap<>();
        names.forEach(name -> persistence.put(name, policies[(persistence.size() + which) % policies.length]));
        Set<String> inSync = new TreeSet<>(names.subList(1, which % 2 == 0 ? nodes : nodes - 1));
        return new Group(persistence, names.get(0), inSync, 2 + which, 1, which % 3 == 0 ? 1 : 0);
    }

    /** Describes the servers of one run, of these cores. */
    record Servers(Group group, Core core, long events) implements BatchDeployment<Message, News> {
        private static final int SECTOR = 512;

        /** An event takes fewer bytes of a disk. */
        private static final int BYTES = 16;

        @Override
        public Header header() {
            Map<String, Object> constants = new TreeMap<>();
            constants.put("Server", group.servers());
            constants.put("First", group.first());
            constants.put("InSync", group.inSync());
            constants.put("Persistence", group.persistence());
            constants.put("BacklogSize", group.backlogSize());
            constants.put("WaitFor", group.waitFor());
            constants.put("MinReplicas", group.minReplicas());
            return Header.of(constants, RedisServer.class);
        }

        @Override
        public List<List<String>> nodes() {
            return List.of(List.copyOf(new TreeSet<>(group.servers())));
        }

        @Override
        public Types<Message, News> types() {
            return new Types<>(Message.class, News.class, Stable.class);
        }

        /** Lets clients idle, so that servers come to replicate. */
        @Override
        public int idle() {
            return 1;
        }

        @Override
        public Layout layout(String node) {
            long bytes = 2 * SECTOR + BYTES * events;
            return new Layout(node, 1, (int) Math.min(1 << 24, bytes / SECTOR * SECTOR));
        }

        @Override
        public ReplicationClients clients(IntUnaryOperator choice, Clients.Teller<News> teller) {
            return new ReplicationClients(group, choice, teller);
        }

        @Override
        public RedisServer process(String role, String instance, Optional<? extends Record> onDisk, boolean begun) {
            return core.of(role, group, onDisk.map(Stable.class::cast));
        }

        @Override
        public Patience<Message> patience(String node, String instance) {
            return new ServerPatience();
        }
    }
}
