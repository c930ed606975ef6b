package dev.lockstep.multipaxos;

import dev.lockstep.core.Process;
import dev.lockstep.multipaxos.node.Cores;
import dev.lockstep.multipaxos.node.LogCluster;
import dev.lockstep.paxos.Group;
import dev.lockstep.paxos.ProposerRecord;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The roles of a cluster in one log, and the messages that they have sent. A message arrives when the story says so: late, twice, or
 * never.
 */
final class Story {
    private final Map<String, Leader> leaders = new LinkedHashMap<>();
    private final Map<String, Acceptor> acceptors = new LinkedHashMap<>();
    private final Map<String, Learner> learners = new LinkedHashMap<>();

    /** All that was ever sent, in order. */
    private final List<Message> network = new ArrayList<>();

    /** How many of these were asked for with {@link #news}. */
    private int told;

    /** @param recorder of what happens; null: no trace is written */
    Story(LogCluster cluster, Cores cores, @Nullable Recorder recorder) {
        Group group = cluster.group();
        int slots = cluster.slots();
        group.ids().keySet().stream()
                .sorted()
                .forEach(p -> leaders.put(p, cores.leader(p, group, slots, ProposerRecord.EMPTY)));
        group.acceptors().forEach(a -> acceptors.put(a, cores.acceptor(a, group, AcceptorRecord.empty(slots))));
        group.learners().forEach(l -> learners.put(l, cores.learner(l, group, slots)));
        if (recorder != null) {
            all().forEach(recorder::attach);
        }
    }

    static Header header(LogCluster cluster) {
        return Header.of(cluster.constants(), Leader.class, Acceptor.class, Learner.class);
    }

    Leader leader(String id) {
        return Objects.requireNonNull(leaders.get(id));
    }

    Acceptor acceptor(String id) {
        return Objects.requireNonNull(acceptors.get(id));
    }

    Learner learner(String id) {
        return Objects.requireNonNull(learners.get(id));
    }

    private Process<Message> role(String id) {
        return all().filter(role -> role.id().equals(id)).findFirst().orElseThrow();
    }

    private Stream<Process<Message>> all() {
        return Stream.of(leaders, acceptors, learners).flatMap(roles -> roles.values().stream());
    }

    /** A leader begins a ballot: its number is durable, and its prepare requests are on their way. */
    void begin(String leader) {
        leader(leader).prepare();
        write(leader);
    }

    /** Phase 1 of a ballot: these acceptors receive the prepare request, and the leader their answers. */
    void phase1(String leader, String... acceptors) {
        begin(leader);
        for (String acceptor : acceptors) {
            deliver(Message.Prepare.class, leader, acceptor);
            deliver(Message.Promise.class, acceptor, leader);
        }
    }

    /** Phase 1 of a ballot, after which the leader leads. */
    void elect(String leader, String... acceptors) {
        phase1(leader, acceptors);
        if (!leader(leader).mayLead()) {
            throw new AssertionError(leader + " does not lead: " + leader(leader));
        }
        leader(leader).lead();
    }

    /** The latest message of this kind from one role to another. */
    <M extends Message> M sent(Class<M> kind, String from, String to) {
        List<M> all = allSent(kind, from, to);
        if (all.isEmpty()) {
            throw new AssertionError(from + " has sent " + to + " no " + kind.getSimpleName() + ", only " + network);
        }
        return all.get(all.size() - 1);
    }

    /** The messages of this kind from one role to another, in order. */
    <M extends Message> List<M> allSent(Class<M> kind, String from, String to) {
        drain();
        return network.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(m -> m.from().equals(from) && m.to().equals(to))
                .toList();
    }

    /** The latest message of this kind arrives; what it makes the receiver write is written. */
    void deliver(Class<? extends Message> kind, String from, String to) {
        deliver(sent(kind, from, to));
    }

    /** All messages of this kind that there are arrive in order; what they make the receiver write is written. */
    void deliverAll(Class<? extends Message> kind, String from, String to) {
        allSent(kind, from, to).forEach(this::deliver);
    }

    /** This message arrives, maybe again; what it makes the receiver write is written. */
    void deliver(Message message) {
        receive(message);
        write(message.to());
    }

    /** This message arrives; what it makes the receiver write is not yet written. */
    void receive(Message message) {
        role(message.to()).receive(message);
    }

    /** A write that is under way reaches stable storage. */
    void write(String role) {
        if (role(role).unwritten().isPresent()) {
            role(role).written();
        }
    }

    /** A role fails, and restarts with what is in its stable storage. */
    void crash(String role) {
        drain();
        role(role).crash();
        role(role).restart();
    }

    /** What was sent since last asked, in order. */
    List<Message> news() {
        drain();
        List<Message> news = List.copyOf(network.subList(told, network.size()));
        told = network.size();
        return news;
    }

    private void drain() {
        all().forEach(role -> network.addAll(role.drain()));
    }
}
