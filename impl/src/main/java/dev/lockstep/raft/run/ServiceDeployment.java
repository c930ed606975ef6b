package dev.lockstep.raft.run;

import dev.lockstep.host.Core;
import dev.lockstep.net.LinePort;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.raft.Message;
import dev.lockstep.raft.kv.KeyValueNode;
import dev.lockstep.raft.kv.KeyValueServer;
import dev.lockstep.raft.node.Cores;
import dev.lockstep.raft.node.JournalStore;
import dev.lockstep.raft.node.Pace;
import dev.lockstep.raft.node.RaftNode;
import dev.lockstep.recorder.Header;
import dev.lockstep.run.Clients;
import dev.lockstep.run.ExternalClients;
import dev.lockstep.run.NodeDisk;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Packet;
import dev.lockstep.storage.StableStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * Deploys the key-value service among processes of their own, of which any is killed and restarted. Clients use it, and its members are
 * replaced one after the other. As many servers may join as there are at the beginning.
 */
record ServiceDeployment(RunOptions options, RaftCluster cluster) implements RaftDeployment {
    /** Ticks of 20 ms. */
    private static final int ELECTION = 25;

    ServiceDeployment(RunOptions options) {
        this(options, new RaftCluster(options.nodes(), options.nodes(), 0, ELECTION));
    }

    @Override
    public Header header() {
        return KeyValueServer.header(cluster.group());
    }

    @Override
    public List<List<String>> nodes() {
        return List.of(
                options.reconfigure() > 0
                        ? cluster.servers()
                        : cluster.servers().subList(0, cluster.size()));
    }

    @Override
    public long traced(String node, NodeDisk disk) {
        return JournalStore.synced(disk.files(), node, cluster.group());
    }

    @Override
    public Clients<Core<Packet<Message>>, Acknowledged> clients(
            IntUnaryOperator choice, Clients.Teller<Acknowledged> teller) {
        return new Nobody(choice);
    }

    /** There are no clients in the servers' processes. */
    private record Nobody(IntUnaryOperator choice) implements Clients<Core<Packet<Message>>, Acknowledged> {
        @Override
        public List<Call> calls(Core<Packet<Message>> node) {
            return List.of();
        }

        @Override
        public void told(String node, Acknowledged news) {
            throw new IllegalStateException(node + " tells of " + news);
        }

        @Override
        public void check(Function<String, StableStorage> disks) {
            // its external clients judge
        }
    }

    @Override
    public KeyValueNode node(
            String id, NodeDisk disk, NodeTrace trace, Clients<Core<Packet<Message>>, Acknowledged> clients) {
        Pace pace = new Pace(3, ELECTION, 16, 64, 100, ((Nobody) clients).choice());
        return new KeyValueNode((machine, client) -> new RaftNode(
                cluster.group(),
                id,
                () -> new JournalStore(disk.files(), id, cluster.group(), trace::events),
                Cores.RIGHT,
                pace,
                () -> machine,
                client,
                trace));
    }

    @Override
    public void passTime(Core<Packet<Message>> node, long ticks) {
        ((KeyValueNode) node).tick(ticks);
    }

    /** An election takes half a second. */
    @Override
    public int pace() {
        return 5;
    }

    @Override
    public void open(Core<Packet<Message>> node, Executor host, Path folder) throws IOException {
        new LinePort(node.id(), line -> ((KeyValueNode) node).submit(line, host), folder);
    }

    @Override
    public Optional<ExternalClients> external(Path folder, Path trace) {
        return Optional.of(new ServiceClients(
                folder, trace, nodes().get(0), cluster.group().initial(), options.reconfigure(), options.seed()));
    }
}
