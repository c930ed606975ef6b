package dev.lockstep.raft.kv;

import dev.lockstep.host.Host;
import dev.lockstep.host.Transport;
import dev.lockstep.net.LinePort;
import dev.lockstep.net.LossyTransport;
import dev.lockstep.raft.Group;
import dev.lockstep.raft.Message;
import dev.lockstep.raft.RaftServer;
import dev.lockstep.raft.node.Beside;
import dev.lockstep.raft.node.Cores;
import dev.lockstep.raft.node.JournalStore;
import dev.lockstep.raft.node.Pace;
import dev.lockstep.raft.node.RaftNode;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Packet;
import dev.lockstep.storage.FileDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs one server of the key-value service with its files. */
public final class KeyValueServer implements AutoCloseable {
    private final KeyValueNode node;
    private final Host<Packet<Message>> host;

    /**
     * Starts it, or starts it again.
     *
     * @param folder the folder of its files
     * @param recorder the recorder of its trace, if it starts for the first time; or null
     * @param onEnd told once why it ended, on any thread
     */
    public KeyValueServer(
            Path folder,
            String id,
            Group group,
            Pace pace,
            Duration tick,
            Transport<Packet<Message>> transport,
            @Nullable Recorder recorder,
            Consumer<IllegalStateException> onEnd)
            throws IOException {
        FileDisk disk = new FileDisk(folder);
        node = new KeyValueNode((machine, client) -> new RaftNode(
                group,
                id,
                () -> new JournalStore(disk, id, group),
                Cores.RIGHT,
                pace,
                () -> machine,
                client,
                NodeTrace.of(recorder)));
        host = new Host<>(node, transport, recorder);
        host.onEnd(onEnd);
        host.start();
        long start = System.nanoTime();
        host.every(tick, () -> node.tick((System.nanoTime() - start) / tick.toNanos()));
    }

    /**
     * Starts a server that is reached over TCP on the loopback interface. Servers and clients that share a folder find each other by it.
     *
     * @param folder the folder of all servers; its own files are in a folder of its name there
     */
    public static KeyValueServer onLoopback(
            Path folder,
            String id,
            Group group,
            Pace pace,
            Duration tick,
            @Nullable Recorder recorder,
            Consumer<IllegalStateException> onEnd)
            throws IOException {
        Set<String> peers = new TreeSet<>(group.servers());
        peers.remove(id);
        Transport<Packet<Message>> transport = new LossyTransport<>(id, peers, folder, Beside.wire());
        KeyValueServer server =
                new KeyValueServer(folder.resolve(id), id, group, pace, tick, transport, recorder, onEnd);
        LinePort port = new LinePort(id, line -> server.node.submit(line, server.host::call), folder);
        server.host.onEnd(reason -> port.close());
        return server;
    }

    /** Asks this server alone, as a client does. */
    public CompletableFuture<Answer> ask(Request request) {
        return node.submit(request, host::call);
    }

    /** Returns the header of a trace of such servers. A command may be any text, and any servers may be asked for. */
    public static Header header(Group group) {
        Map<String, Object> constants = new TreeMap<>();
        constants.put("Server", group.servers());
        constants.put("Initial", group.initial());
        constants.put("PreVote", group.preVote());
        constants.put("CheckQuorum", group.checkQuorum());
        return Header.of(constants, RaftServer.class);
    }

    /** Ends it as a crash would; what somebody was told is not lost. */
    @Override
    public void close() {
        host.call(node::close).exceptionally(ended -> null).join();
        host.close();
    }
}
