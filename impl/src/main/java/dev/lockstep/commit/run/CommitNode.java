package dev.lockstep.commit.run;

import dev.lockstep.commit.CommitRecord;
import dev.lockstep.commit.Coordinator;
import dev.lockstep.commit.Entry;
import dev.lockstep.commit.Outcome;
import dev.lockstep.commit.Participant;
import dev.lockstep.commit.Phase;
import dev.lockstep.commit.Stage;
import dev.lockstep.commit.node.Cluster;
import dev.lockstep.commit.node.CoordinatorNode;
import dev.lockstep.commit.node.Cores;
import dev.lockstep.commit.node.Packet;
import dev.lockstep.commit.node.PacketWire;
import dev.lockstep.commit.node.ParticipantNode;
import dev.lockstep.process.LastSeen;
import dev.lockstep.process.NodeProcess;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.storage.StableStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** One node of {@link TcpRun}. */
final class CommitNode {
    private static final int CONCURRENT = 6;

    /** A transaction's patience is one to two of so many ticks. */
    private static final int TICKS_OF_PATIENCE = 60;

    private CommitNode() {}

    static StableStorage storage(Path folder, String id) {
        return NodeProcess.storage(folder, SimulatedRun.layout(id));
    }

    /** @param args as {@link NodeProcess.Arguments} reads them */
    public static void main(String[] args) throws IOException {
        NodeProcess.Arguments arguments = NodeProcess.Arguments.of(args);
        String id = arguments.id();
        Path folder = arguments.folder();
        Cluster cluster = SimulatedRun.cluster(arguments.nodes());
        Recorder recorder = NodeProcess.recorder(folder, id, SimulatedRun.header(cluster));
        Map<String, Map<String, JsonNode>> last = new LastSeen(NodeProcess.trace(folder, id)).of(id);
        List<String> nodes = new ArrayList<>(cluster.participants());
        nodes.add(cluster.coordinator());

        NodeProcess<Packet> process;
        if (id.equals(cluster.coordinator())) {
            CoordinatorNode node =
                    new CoordinatorNode(cluster, () -> storage(folder, id), Cores.RIGHT, CommitNode::tell, recorder);
            node.recover(node.crashed(coordinators(cluster, last)));
            process = new NodeProcess<>(node, TICKS_OF_PATIENCE, ticks -> {
                while (node.open() < CONCURRENT && node.hasRoom()) {
                    node.begin(transaction -> {
                        NodeProcess.tell("asked", Long.toString(transaction));
                        return Workload.of(cluster, arguments.seed(), transaction);
                    });
                }
            });
        } else {
            ParticipantNode node = new ParticipantNode(cluster, id, () -> storage(folder, id), Cores.RIGHT, recorder);
            node.recover(node.crashed(participants(cluster, id, last)));
            process = new NodeProcess<>(node, TICKS_OF_PATIENCE, ticks -> {});
        }
        process.serve(arguments, nodes, new PacketWire(), recorder);
    }

    private static void tell(long transaction, Outcome outcome) {
        NodeProcess.tell("told", Long.toString(transaction), outcome.name());
    }

    private static Map<Long, Participant> participants(
            Cluster cluster, String id, Map<String, Map<String, JsonNode>> states) {
        Map<Long, Participant> last = new TreeMap<>();
        states.forEach((name, state) -> {
            Phase phase = Phase.valueOf(name(state.get("phase")));
            if (!Set.of(Phase.WORKING, Phase.DONE, Phase.ABORTED).contains(phase)) {
                Entry log = Entry.valueOf(name(state.get("log")));
                last.put(
                        transaction(name),
                        Cores.RIGHT.participant(cluster, id, phase, log, LastSeen.strings(state.get("data"))));
            }
        });
        return last;
    }

    private static Map<Long, Coordinator> coordinators(Cluster cluster, Map<String, Map<String, JsonNode>> states) {
        Map<Long, Coordinator> last = new TreeMap<>();
        states.forEach((name, state) -> {
            Stage stage = Stage.valueOf(name(state.get("stage")));
            if (stage != Stage.FORGOTTEN) {
                CommitRecord record = CommitRecord.valueOf(name(state.get("record")));
                Set<String> votes = LastSeen.strings(state.get("votes"));
                Set<String> acks = LastSeen.strings(state.get("acks"));
                last.put(transaction(name), Cores.RIGHT.coordinator(cluster, stage, votes, acks, record));
            }
        });
        return last;
    }

    private static long transaction(String name) {
        return Long.parseLong(name.substring(1));
    }

    private static String name(JsonNode value) {
        return value.stringValue().toUpperCase(Locale.ROOT);
    }
}
