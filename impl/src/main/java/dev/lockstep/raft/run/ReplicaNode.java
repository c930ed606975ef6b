package dev.lockstep.raft.run;

import dev.lockstep.host.Core;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import dev.lockstep.process.NodeProcess;
import dev.lockstep.process.Seen;
import dev.lockstep.raft.Group;
import dev.lockstep.raft.kv.ClientPort;
import dev.lockstep.raft.kv.Inbox;
import dev.lockstep.raft.kv.KeyValueNode;
import dev.lockstep.raft.node.Cores;
import dev.lockstep.raft.node.JournalStore;
import dev.lockstep.raft.node.Pace;
import dev.lockstep.raft.node.Packet;
import dev.lockstep.raft.node.PacketWire;
import dev.lockstep.raft.node.RaftNode;
import dev.lockstep.recorder.Event;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.storage.FileDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** One server of {@link TcpRun}. */
final class ReplicaNode implements Core<Packet> {
    private final KeyValueNode node;
    private final Recorder recorder;
    private final Seen seen;

    private ReplicaNode(KeyValueNode node, Recorder recorder, Seen seen) {
        this.node = node;
        this.recorder = recorder;
        this.seen = seen;
    }

    /** @param args as {@link NodeProcess.Arguments} reads them */
    public static void main(String[] args) throws IOException {
        NodeProcess.Arguments arguments = NodeProcess.Arguments.of(args);
        String id = arguments.id();
        Path folder = arguments.folder();
        RaftCluster cluster = TcpRun.cluster(arguments.nodes());
        Group group = cluster.group();
        Recorder[] opened = new Recorder[1];
        JournalStore store = new JournalStore(
                new FileDisk(folder.resolve(id)), id, group, () -> opened[0] == null ? 0 : opened[0].events());
        Seen seen = new Seen(folder.resolve(id + ".seen"));
        long kept = Math.max(seen.marked(), store.synced());
        Seen.drop(NodeProcess.trace(folder, id), kept);
        Recorder recorder = NodeProcess.recorder(folder, id, TcpRun.header(cluster));
        opened[0] = recorder;
        if (store.found().isPresent() && !isDown(NodeProcess.trace(folder, id))) {
            recorder.event(crash(id, group));
        }
        SplittableRandom random = new SplittableRandom(arguments.seed() + id.hashCode() + recorder.events());
        KeyValueNode node = new KeyValueNode((machine, client) -> new RaftNode(
                group,
                id,
                () -> store,
                Cores.RIGHT,
                new Pace(3, cluster.election(), 16, 64, 100, random::nextInt),
                () -> machine,
                client,
                recorder));
        ReplicaNode replica = new ReplicaNode(node, recorder, seen);
        new NodeProcess<>(replica, Integer.MAX_VALUE, node::tick)
                .serve(
                        arguments,
                        cluster.servers(),
                        new PacketWire(),
                        recorder,
                        host -> new ClientPort(id, new Inbox(node, host), folder));
    }

    /** Whether the last that the trace tells of the process is its crash. */
    private static boolean isDown(Path trace) throws IOException {
        List<String> lines = Files.readAllLines(trace);
        return lines.get(lines.size() - 1).contains("\"action\":\"Crash\"");
    }

    /** The process was killed: what it had in memory is gone. */
    private static Event crash(String id, Group group) {
        Map<String, Integer> nobody = new TreeMap<>();
        group.servers().forEach(server -> nobody.put(server, 0));
        return Event.of(id, "Crash")
                .withArgs(Map.of("s", id))
                .withState(Map.of(
                        "role",
                        "down",
                        "votes",
                        Set.of(),
                        "match",
                        nobody,
                        "heard",
                        Set.of(),
                        "commitIndex",
                        0,
                        "loyal",
                        false));
    }

    @Override
    public String id() {
        return node.id();
    }

    @Override
    public void receive(Packet packet) {
        node.receive(packet);
    }

    @Override
    public List<Step> steps() {
        return node.steps();
    }

    @Override
    public List<Send<Packet>> drain() {
        List<Send<Packet>> sent = node.drain();
        if (!sent.isEmpty()) {
            try {
                seen.mark(recorder.events());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sent;
    }
}
