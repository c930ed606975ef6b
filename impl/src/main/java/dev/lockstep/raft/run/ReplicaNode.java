package dev.lockstep.raft.run;

import dev.lockstep.process.NodeProcess;
import dev.lockstep.raft.Group;
import dev.lockstep.raft.kv.ClientPort;
import dev.lockstep.raft.kv.KeyValueNode;
import dev.lockstep.raft.node.Beside;
import dev.lockstep.raft.node.Cores;
import dev.lockstep.raft.node.JournalStore;
import dev.lockstep.raft.node.Pace;
import dev.lockstep.raft.node.RaftNode;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.storage.FileDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SplittableRandom;

/** One server of {@link TcpRun}. */
final class ReplicaNode {
    private ReplicaNode() {}

    /** @param args as {@link NodeProcess.Arguments} reads them */
    public static void main(String[] args) throws IOException {
        NodeProcess.Arguments arguments = NodeProcess.Arguments.of(args);
        String id = arguments.id();
        Path folder = arguments.folder();
        RaftCluster cluster = TcpRun.cluster(arguments.nodes());
        Group group = cluster.group();
        FileDisk disk = new FileDisk(folder.resolve(id));
        NodeTrace trace = NodeTrace.reopen(
                NodeProcess.trace(folder, id), TcpRun.header(cluster), JournalStore.synced(disk, id, group));
        SplittableRandom random = new SplittableRandom(arguments.seed() + id.hashCode() + trace.events());
        KeyValueNode node = new KeyValueNode((machine, client) -> new RaftNode(
                group,
                id,
                () -> new JournalStore(disk, id, group, trace::events),
                Cores.RIGHT,
                new Pace(3, cluster.election(), 16, 64, 100, random::nextInt),
                () -> machine,
                client,
                trace));
        new NodeProcess<>(node, Integer.MAX_VALUE, node::tick)
                .serve(
                        arguments,
                        cluster.servers(),
                        Beside.wire(),
                        Objects.requireNonNull(trace.recorder()),
                        host -> new ClientPort(id, request -> node.submit(request, host), folder));
    }
}
