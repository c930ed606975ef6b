package dev.lockstep.raft.run;

import dev.lockstep.host.Core;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import dev.lockstep.process.NodeProcess;
import dev.lockstep.raft.Group;
import dev.lockstep.raft.kv.ClientPort;
import dev.lockstep.raft.kv.KeyValueNode;
import dev.lockstep.raft.node.Cores;
import dev.lockstep.raft.node.Pace;
import dev.lockstep.raft.node.Packet;
import dev.lockstep.raft.node.PacketWire;
import dev.lockstep.raft.node.RaftNode;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.storage.FileDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** One server of {@link TcpRun}. */
final class ReplicaNode implements Core<Packet> {
    private final KeyValueNode node;
    private final TracedStore traced;

    private ReplicaNode(KeyValueNode node, TracedStore traced) {
        this.node = node;
        this.traced = traced;
    }

    /** @param args as {@link NodeProcess.Arguments} reads them */
    public static void main(String[] args) throws IOException {
        NodeProcess.Arguments arguments = NodeProcess.Arguments.of(args);
        String id = arguments.id();
        Path folder = arguments.folder();
        RaftCluster cluster = TcpRun.cluster(arguments.nodes());
        Group group = cluster.group();
        TracedStore traced =
                TracedStore.open(new FileDisk(folder.resolve(id)), folder, id, group, TcpRun.header(cluster));
        Recorder recorder = traced.recorder();
        SplittableRandom random = new SplittableRandom(arguments.seed() + id.hashCode() + recorder.events());
        KeyValueNode node = new KeyValueNode((machine, client) -> new RaftNode(
                group,
                id,
                traced::store,
                Cores.RIGHT,
                new Pace(3, cluster.election(), 16, 64, 100, random::nextInt),
                () -> machine,
                client,
                recorder));
        ReplicaNode replica = new ReplicaNode(node, traced);
        new NodeProcess<>(replica, Integer.MAX_VALUE, node::tick)
                .serve(
                        arguments,
                        cluster.servers(),
                        new PacketWire(),
                        recorder,
                        host -> new ClientPort(id, request -> node.submit(request, host), folder));
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
            traced.mark();
        }
        return sent;
    }
}
