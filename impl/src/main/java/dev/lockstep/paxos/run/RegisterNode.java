package dev.lockstep.paxos.run;

import dev.lockstep.paxos.Acceptor;
import dev.lockstep.paxos.AcceptorRecord;
import dev.lockstep.paxos.Group;
import dev.lockstep.paxos.Learner;
import dev.lockstep.paxos.Message;
import dev.lockstep.paxos.Phase;
import dev.lockstep.paxos.Proposer;
import dev.lockstep.paxos.ProposerRecord;
import dev.lockstep.paxos.Vote;
import dev.lockstep.paxos.node.Cluster;
import dev.lockstep.paxos.node.Cores;
import dev.lockstep.paxos.node.PacketWire;
import dev.lockstep.paxos.node.Patience;
import dev.lockstep.paxos.node.PaxosNode;
import dev.lockstep.paxos.node.Roles;
import dev.lockstep.process.LastSeen;
import dev.lockstep.process.NodeProcess;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.storage.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;

/** One node of {@link TcpRun}, and a client that writes one register after the other, as those at all nodes do. */
final class RegisterNode implements PaxosNode.Client {
    private static final int TICKS_OF_PATIENCE = 4;
    private static final int CONCURRENT = 3;

    /** The client idles for one to three times as many ticks before each register. */
    private static final int IDLE = 20;

    private final int registers;
    private final SplittableRandom random;
    private final Set<Integer> waiting = new HashSet<>();
    private int next;
    private long idleUntil;

    private RegisterNode(int registers, SplittableRandom random, int next) {
        this.registers = registers;
        this.random = random;
        this.next = next;
    }

    /** @param args as {@link NodeProcess.Arguments} reads them */
    public static void main(String[] args) throws IOException {
        NodeProcess.Arguments arguments = NodeProcess.Arguments.of(args);
        String id = arguments.id();
        Path folder = arguments.folder();
        Cluster cluster = PaxosProtocol.cluster(arguments.nodes());
        Recorder recorder = NodeProcess.recorder(folder, id, SimulatedRun.header(cluster));
        Map<String, Roles> crashed = crashed(cluster.group(), id, new LastSeen(NodeProcess.trace(folder, id)));
        crashed.forEach((register, roles) -> roles.all().forEach(core -> recorder.attach(core, register)));

        SplittableRandom random = new SplittableRandom(arguments.seed() + id.hashCode());
        Layout layout = new Layout(id, 1024, 512);
        int latest = crashed.keySet().stream()
                .mapToInt(register -> Integer.parseInt(register.substring(1)))
                .max()
                .orElse(CONCURRENT);
        RegisterNode client = new RegisterNode(layout.pages(), random, Math.max(1, latest - CONCURRENT + 1));
        PaxosNode node = new PaxosNode(
                cluster,
                id,
                () -> NodeProcess.storage(folder, layout),
                Cores.RIGHT,
                new Patience(2, 16, random::nextInt),
                client,
                recorder,
                crashed);
        new NodeProcess<>(node, TICKS_OF_PATIENCE, ticks -> client.act(node, ticks))
                .serve(arguments, cluster.nodes(), new PacketWire(), recorder);
    }

    private void act(PaxosNode node, long ticks) {
        if (ticks >= idleUntil && waiting.size() < CONCURRENT && next <= registers) {
            idleUntil = ticks + IDLE + random.nextInt(2 * IDLE);
            String value = "v" + (1 + random.nextInt(SimulatedRun.VALUES.size()));
            waiting.add(next);
            NodeProcess.tell("asked", "r" + next, value);
            node.write("r" + next++, value);
        }
    }

    @Override
    public void learned(String register, String value) {
        waiting.remove(Integer.parseInt(register.substring(1)));
        NodeProcess.tell("learned", register, value);
    }

    /** The cores of the predecessor as its trace saw them last. Of what a crash makes forget, only what was about to be written counts. */
    private static Map<String, Roles> crashed(Group group, String id, LastSeen last) {
        String p = "p" + id.substring(1);
        String a = "a" + id.substring(1);
        String l = "l" + id.substring(1);
        Set<String> registers = new HashSet<>(last.of(p).keySet());
        registers.addAll(last.of(a).keySet());
        registers.addAll(last.of(l).keySet());
        Map<String, Roles> crashed = new HashMap<>();
        for (String register : registers) {
            Map<String, JsonNode> proposer = last.of(p).get(register);
            Map<String, JsonNode> acceptor = last.of(a).get(register);
            crashed.put(
                    register,
                    new Roles(
                            proposer == null
                                    ? Cores.RIGHT.proposer(p, group, ProposerRecord.EMPTY)
                                    : proposer(p, group, proposer),
                            acceptor == null
                                    ? Cores.RIGHT.acceptor(a, group, AcceptorRecord.EMPTY)
                                    : acceptor(a, group, acceptor),
                            new Learner(l, group)));
        }
        return crashed;
    }

    private static Proposer proposer(String id, Group group, Map<String, JsonNode> state) {
        return new Proposer(
                id,
                group,
                value(state.get("request")),
                state.get("round").intValue(),
                state.get("stableRound").intValue(),
                Phase.valueOf(state.get("phase").stringValue().toUpperCase(Locale.ROOT)));
    }

    private static Acceptor acceptor(String id, Group group, Map<String, JsonNode> state) {
        JsonNode stable = state.get("stable");
        Set<Message> outbox = new HashSet<>();
        state.get("outbox").get("#set").forEach(m -> outbox.add(message(m)));
        return new Acceptor(
                id,
                group,
                new AcceptorRecord(state.get("promised").intValue(), vote(state.get("vote"))),
                outbox,
                new AcceptorRecord(stable.get("promised").intValue(), vote(stable.get("vote"))));
    }

    /** What an acceptor sends once it has written. */
    private static Message message(JsonNode m) {
        String from = m.get("from").stringValue();
        String to = m.get("to").stringValue();
        int ballot = m.get("ballot").intValue();
        return m.get("type").stringValue().equals("promise")
                ? new Message.Promise(from, to, ballot, vote(m.get("vote")))
                : new Message.Accepted(from, to, ballot, m.get("value").stringValue());
    }

    private static Vote vote(JsonNode vote) {
        int ballot = vote.get("ballot").intValue();
        return ballot == 0 ? Vote.NONE : new Vote(ballot, value(vote.get("value")));
    }

    private static Optional<String> value(JsonNode value) {
        return Optional.of(value.stringValue()).filter(v -> !v.equals("None"));
    }
}
