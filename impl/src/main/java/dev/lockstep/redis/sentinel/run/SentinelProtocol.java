package dev.lockstep.redis.sentinel.run;

import dev.lockstep.core.Process;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.recorder.Header;
import dev.lockstep.redis.sentinel.Layout;
import dev.lockstep.redis.sentinel.Message;
import dev.lockstep.redis.sentinel.Sentinel;
import dev.lockstep.redis.sentinel.Server;
import dev.lockstep.redis.sentinel.Stable;
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
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/**
 * Describes Redis Sentinel: {@code lockstep run redis-sentinel}. There are three servers besides the sentinels that are asked for. The
 * latest sentinel knows the others, and they do not know it yet.
 */
public final class SentinelProtocol implements Description<Packet<Message>, InstanceNode<Message>, News> {
    /** Names the timeouts that give a failover up, or a replica. */
    private static final Set<String> GIVES_UP =
            Set.of("abortNotElected", "abortNoGoodSlave", "abortSlaveTimeout", "slaveReconfTimeout", "endFailover");

    private static final List<String> SERVERS = List.of("a", "b", "c");

    /** Makes the cores of a run. */
    public interface Cores {
        /** The cores that are right. */
        Cores RIGHT = new Cores() {};

        default Sentinel sentinel(String id, Layout layout, Optional<Stable> onDisk) {
            return new Sentinel(id, layout, onDisk);
        }

        default Server server(String id, Layout layout, Optional<Stable> onDisk) {
            return new Server(id, layout, onDisk);
        }
    }

    @Override
    public String name() {
        return "redis-sentinel";
    }

    @Override
    public Map<Fault, Integer> likely() {
        return BatchDeployment.likely(10, 6);
    }

    @Override
    public Map<String, String> untaken() {
        String reason =
                "the data that servers store are no part of the cores, which follow whom sentinels tell them to";
        return Map.of("Write", reason, "Sync", reason);
    }

    @Override
    public Group deployment(RunOptions options) {
        return group(options.nodes(), Cores.RIGHT);
    }

    static Group group(int nodes, Cores cores) {
        return group(nodes, nodes < 3 ? 1 : 2, cores);
    }

    static Group group(int nodes, int quorum, Cores cores) {
        if (nodes < 2) {
            throw new IllegalArgumentException("sentinels need others to ask: at least 2, not " + nodes);
        }
        List<String> sentinels = Deployment.names("s", nodes);
        Map<String, Set<String>> known = new TreeMap<>();
        for (String s : sentinels) {
            Set<String> others = new TreeSet<>(sentinels.subList(0, nodes - 1));
            others.remove(s);
            known.put(s, Set.copyOf(others));
        }
        return new Group(new Layout(new TreeSet<>(SERVERS), "a", known, quorum), cores);
    }

    /** Describes the nodes of one run, of these cores. */
    record Group(Layout layout, Cores cores) implements BatchDeployment<Message, News> {
        @Override
        public Header header() {
            return Header.of(
                    Map.of(
                            "Sentinel", layout.sentinels(),
                            "Server", layout.servers(),
                            "First", layout.first(),
                            "Known", layout.known(),
                            "Quorum", layout.quorum()),
                    Sentinel.class,
                    Server.class);
        }

        @Override
        public List<List<String>> nodes() {
            return List.of(List.copyOf(layout.sentinels()), List.copyOf(layout.servers()));
        }

        @Override
        public Types<Message, News> types() {
            return new Types<>(Message.class, News.class, Stable.OfSentinel.class, Stable.OfServer.class);
        }

        @Override
        public int idle() {
            return 2;
        }

        @Override
        public SentinelClients clients(IntUnaryOperator choice, Clients.Teller<News> teller) {
            return new SentinelClients(choice, teller);
        }

        @Override
        public Process<Message> process(
                String role, String instance, Optional<? extends Record> onDisk, boolean begun) {
            Optional<Stable> stable = onDisk.map(Stable.class::cast);
            return layout.servers().contains(role)
                    ? cores.server(role, layout, stable)
                    : cores.sentinel(role, layout, stable);
        }

        @Override
        public Patience<Message> patience(String node, String instance) {
            return new TimeoutsInTurn<>(GIVES_UP);
        }
    }
}
