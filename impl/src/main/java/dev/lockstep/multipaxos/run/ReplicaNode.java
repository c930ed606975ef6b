package dev.lockstep.multipaxos.run;

import dev.lockstep.multipaxos.Acceptor;
import dev.lockstep.multipaxos.AcceptorRecord;
import dev.lockstep.multipaxos.Leader;
import dev.lockstep.multipaxos.Message;
import dev.lockstep.multipaxos.Phase;
import dev.lockstep.multipaxos.node.Cores;
import dev.lockstep.multipaxos.node.LogCluster;
import dev.lockstep.multipaxos.node.LogNode;
import dev.lockstep.multipaxos.node.PacketWire;
import dev.lockstep.multipaxos.node.Roles;
import dev.lockstep.paxos.Group;
import dev.lockstep.paxos.ProposerRecord;
import dev.lockstep.paxos.Vote;
import dev.lockstep.paxos.node.BackOff;
import dev.lockstep.paxos.node.Cluster;
import dev.lockstep.process.LastSeen;
import dev.lockstep.process.NodeProcess;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.storage.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;

/**
 * One node of {@link TcpRun}, and a client that appends commands to one log after the other. Every node's client has commands of its own: of
 * {@code n} nodes the first asks for every {@code n}-th, beginning with the first.
 */
final class ReplicaNode implements LogNode.Client {
    private static final int TICKS_OF_PATIENCE = 6;
    private static final int LOGS = 128;

    /** The client idles for so many ticks before each command. */
    private static final int IDLE = 10;

    private final LogCluster cluster;
    private final int index;
    private final Set<String> waiting = new HashSet<>();
    private int log;
    private int asked;
    private long idleUntil;

    private ReplicaNode(LogCluster cluster, int index, int log) {
        this.cluster = cluster;
        this.index = index;
        this.log = log;
    }

    /** @param args as {@link NodeProcess.Arguments} reads them */
    public static void main(String[] args) throws IOException {
        NodeProcess.Arguments arguments = NodeProcess.Arguments.of(args);
        String id = arguments.id();
        Path folder = arguments.folder();
        LogCluster cluster = MultiPaxosProtocol.cluster(arguments.nodes());
        Recorder recorder = NodeProcess.recorder(folder, id, SimulatedRun.header(cluster));
        Map<String, Roles> crashed = crashed(cluster, id, new LastSeen(NodeProcess.trace(folder, id)));
        crashed.forEach((log, roles) -> roles.all().forEach(core -> recorder.attach(core, log)));

        SplittableRandom random = new SplittableRandom(arguments.seed() + id.hashCode());
        Layout layout = SimulatedRun.layout(id, LOGS);
        int next = 1
                + crashed.keySet().stream()
                        .mapToInt(log -> Integer.parseInt(log.substring("log".length())))
                        .max()
                        .orElse(0);
        ReplicaNode client = new ReplicaNode(cluster, cluster.nodes().indexOf(id), next);
        LogNode node = new LogNode(
                cluster,
                id,
                () -> NodeProcess.storage(folder, layout),
                Cores.RIGHT,
                new BackOff(2, 16, random::nextInt),
                client,
                recorder,
                crashed);
        new NodeProcess<>(node, TICKS_OF_PATIENCE, ticks -> client.act(node, ticks))
                .serve(arguments, cluster.nodes(), new PacketWire(), recorder);
    }

    /** One command at a time; after a restart it goes on with the next log, since it does not know what it had asked for. */
    private void act(LogNode node, long ticks) {
        if (ticks < idleUntil || !waiting.isEmpty() || log >= LOGS) {
            return;
        }
        idleUntil = ticks + IDLE;
        int number = index + asked++ * cluster.size();
        if (number >= cluster.commands().size()) {
            log++;
            asked = 0;
            return;
        }
        String command = cluster.commands().get(number);
        waiting.add(command);
        NodeProcess.tell("asked", "log" + log, command);
        node.append("log" + log, command);
    }

    @Override
    public void learned(String name, int slot, String command) {
        NodeProcess.tell("learned", name, Integer.toString(slot), command);
        if (name.equals("log" + log)) {
            waiting.remove(command);
        }
    }

    @Override
    public void full(String name, String command) {
        waiting.remove(command);
    }

    /** The cores of the predecessor as its trace saw them last. Of what a crash makes forget, only what was about to be written counts. */
    private static Map<String, Roles> crashed(LogCluster cluster, String id, LastSeen last) {
        String p = Cluster.proposer(id);
        String a = Cluster.acceptor(id);
        String l = Cluster.learner(id);
        Group group = cluster.group();
        int slots = cluster.slots();
        Set<String> logs = new HashSet<>(last.of(p).keySet());
        logs.addAll(last.of(a).keySet());
        logs.addAll(last.of(l).keySet());
        Map<String, Roles> crashed = new HashMap<>();
        for (String log : logs) {
            Map<String, JsonNode> leader = last.of(p).get(log);
            Map<String, JsonNode> acceptor = last.of(a).get(log);
            crashed.put(
                    log,
                    new Roles(
                            leader == null
                                    ? Cores.RIGHT.leader(p, group, slots, ProposerRecord.EMPTY)
                                    : new Leader(
                                            p,
                                            group,
                                            slots,
                                            leader.get("round").intValue(),
                                            leader.get("stableRound").intValue(),
                                            Phase.valueOf(leader.get("phase")
                                                    .stringValue()
                                                    .toUpperCase(Locale.ROOT))),
                            acceptor == null
                                    ? Cores.RIGHT.acceptor(a, group, AcceptorRecord.empty(slots))
                                    : acceptor(a, group, acceptor),
                            Cores.RIGHT.learner(l, group, slots)));
        }
        return crashed;
    }

    private static Acceptor acceptor(String id, Group group, Map<String, JsonNode> state) {
        JsonNode stable = state.get("stable");
        Set<Message> outbox = new HashSet<>();
        state.get("outbox").get("#set").forEach(m -> outbox.add(message(m)));
        return new Acceptor(
                id,
                group,
                new AcceptorRecord(state.get("promised").intValue(), votes(state.get("votes"))),
                outbox,
                new AcceptorRecord(stable.get("promised").intValue(), votes(stable.get("votes"))));
    }

    /** What an acceptor sends once it has written. */
    private static Message message(JsonNode m) {
        String from = m.get("from").stringValue();
        String to = m.get("to").stringValue();
        int ballot = m.get("ballot").intValue();
        return m.get("type").stringValue().equals("promise")
                ? new Message.Promise(from, to, ballot, votes(m.get("votes")))
                : new Message.Accepted(
                        from,
                        to,
                        ballot,
                        m.get("slot").intValue(),
                        m.get("value").stringValue());
    }

    private static List<Vote> votes(JsonNode votes) {
        List<Vote> list = new ArrayList<>();
        votes.forEach(vote -> {
            int ballot = vote.get("ballot").intValue();
            list.add(
                    ballot == 0
                            ? Vote.NONE
                            : new Vote(ballot, Optional.of(vote.get("value").stringValue())));
        });
        return List.copyOf(list);
    }
}
