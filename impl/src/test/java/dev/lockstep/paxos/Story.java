package dev.lockstep.paxos;

import dev.lockstep.core.Process;
import dev.lockstep.paxos.node.Cluster;
import dev.lockstep.paxos.node.Cores;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The roles of a cluster in one instance, and the messages that they have sent. A message arrives when the story says so: late, twice, or
 * never.
 */
final class Story {
    static final Set<String> VALUES = Set.of("v1", "v2", "v3");

    private final Map<String, Proposer> proposers = new LinkedHashMap<>();
    private final Map<String, Acceptor> acceptors = new LinkedHashMap<>();
    private final Map<String, Learner> learners = new LinkedHashMap<>();

    /** All that was ever sent, in order. */
    private final List<Message> network = new ArrayList<>();

    /** How many of these were asked for with {@link #news}. */
    private int told;

    /** @param recorder of what happens; null: no trace is written */
    Story(Cluster cluster, Cores cores, @Nullable Recorder recorder) {
        Group group = cluster.group();
        group.ids().keySet().stream()
                .sorted()
                .forEach(p -> proposers.put(p, cores.proposer(p, group, ProposerRecord.EMPTY)));
        group.acceptors().forEach(a -> acceptors.put(a, cores.acceptor(a, group, AcceptorRecord.EMPTY)));
        group.learners().forEach(l -> learners.put(l, cores.learner(l, group)));
        if (recorder != null) {
            all().forEach(recorder::attach);
        }
    }

    static Header header(Cluster cluster) {
        return Header.of(cluster.constants(VALUES), Proposer.class, Acceptor.class, Learner.class);
    }

    Proposer proposer(String id) {
        return Objects.requireNonNull(proposers.get(id));
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
        return Stream.of(proposers, acceptors, learners).flatMap(roles -> roles.values().stream());
    }

    /** A proposer begins a ballot: its number is durable, and its prepare requests are on their way. */
    void begin(String proposer) {
        proposer(proposer).prepare();
        write(proposer);
    }

    /** Phase 1 of a ballot: these acceptors receive the prepare request, and the proposer their answers. */
    void phase1(String proposer, String... acceptors) {
        begin(proposer);
        for (String acceptor : acceptors) {
            deliver(Message.Prepare.class, proposer, acceptor);
            deliver(Message.Promise.class, acceptor, proposer);
        }
    }

    /** Phase 2 of a ballot: the proposer issues its proposal, and these acceptors receive it. */
    void phase2(String proposer, String... acceptors) {
        if (!proposer(proposer).mayPropose()) {
            throw new AssertionError(proposer + " issues no proposal: " + proposer(proposer));
        }
        proposer(proposer).propose();
        for (String acceptor : acceptors) {
            deliver(Message.Accept.class, proposer, acceptor);
        }
    }

    /** The latest message of this kind from one role to another. */
    <M extends Message> M sent(Class<M> kind, String from, String to) {
        drain();
        return network.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(m -> m.from().equals(from) && m.to().equals(to))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError(
                        from + " has sent " + to + " no " + kind.getSimpleName() + ", only " + network));
    }

    /** The latest message of this kind arrives; what it makes the receiver write is written. */
    void deliver(Class<? extends Message> kind, String from, String to) {
        deliver(sent(kind, from, to));
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

    /** All that was ever sent, in order. */
    List<Message> network() {
        drain();
        return List.copyOf(network);
    }

    private void drain() {
        all().forEach(role -> network.addAll(role.drain()));
    }
}
