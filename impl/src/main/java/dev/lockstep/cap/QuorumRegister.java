package dev.lockstep.cap;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.cap.QuorumRegister.Message.Query;
import dev.lockstep.cap.QuorumRegister.Message.Store;
import dev.lockstep.cap.QuorumRegister.Message.Stored;
import dev.lockstep.core.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks a quorum twice before it answers. It asks what the latest write is, and then to keep what it has found or writes. It is consistent, and available
 * to those who reach a quorum. Attiya, Bar-Noy and Dolev 1995: "Sharing Memory Robustly in Message-Passing Systems", JACM 42(1); writes
 * that ask first are of N. Lynch and A. Shvartsman, FTCS 1997.
 */
@Spec("QuorumRegister")
public class QuorumRegister extends Register<QuorumRegister.Message> {
    /** Tells what nodes send each other: it may be lost, come twice, and overtake others. */
    public sealed interface Message extends dev.lockstep.core.Message {
        /** Returns the number of the operation, among those of its client. */
        int number();

        /** Returns the write that the message tells of; blank: none. */
        Copy copy();

        /** Asks what the receiver keeps. */
        record Query(String from, String to, int number, Copy copy) implements Message {}

        /** Tells what the sender keeps. */
        record Kept(String from, String to, int number, Copy copy) implements Message {}

        /** Asks the receiver to keep a write. */
        record Store(String from, String to, int number, Copy copy) implements Message {}

        /** The sender keeps what it was asked to, or something newer. */
        record Stored(String from, String to, int number, Copy copy) implements Message {}
    }

    private final Set<String> nodes;
    private final int rank;

    @Variable
    Copy copy = Copy.BLANK;

    @Variable
    private Phase phase = Phase.IDLE;

    @Variable
    Set<String> heard = Set.of();

    @Variable
    Copy latest = Copy.BLANK;

    /** The nodes asked in this phase. To ask them again is for the clock. */
    private Set<String> asked = Set.of();

    /**
     * @param nodes all of them, this one too
     * @param rank decides between writes of one time, another for each node
     */
    public QuorumRegister(String id, Set<String> nodes, int rank) {
        super(id);
        this.nodes = Set.copyOf(nodes);
        this.rank = rank;
    }

    @Override
    public void receive(Message message) {
        if (message instanceof Query m) {
            answerQuery(m);
        } else if (message instanceof Store m) {
            store(m);
        } else if (isExpected(message)) {
            hear(message);
        } else {
            ignoreAnswer(message);
        }
    }

    @Override
    @Action
    public void ask(Kind kind, Optional<String> v) {
        asks(kind, v);
        begin(Phase.QUERY, copy);
    }

    private void begin(Phase next, Copy known) {
        phase = next;
        heard = next == Phase.IDLE ? Set.of() : Set.of(id);
        latest = known;
        asked = Set.of();
    }

    @Override
    public List<Step> steps() {
        if (isQuerying() && knowsLatest()) {
            return List.of(new Step("beginStore", Step.By.PROCESS, this::beginStore));
        }
        if (phase != Phase.IDLE && !isQuerying() && mayAnswer()) {
            return List.of(new Step("answer", Step.By.PROCESS, this::answer));
        }
        List<Step> questions = new ArrayList<>();
        if (phase != Phase.IDLE) {
            for (String q : new TreeSet<>(nodes)) {
                if (mustAsk(q)) {
                    Step.By by = asked.contains(q) ? Step.By.TIMEOUT : Step.By.PROCESS;
                    questions.add(new Step("sendQuestion to " + q, by, () -> sendQuestion(q)));
                }
            }
        }
        return questions;
    }

    boolean isQuorum(Set<String> some) {
        return 2 * some.size() > nodes.size();
    }

    boolean isQuerying() {
        return phase == Phase.QUERY;
    }

    boolean mustAsk(String q) {
        return !heard.contains(q);
    }

    boolean knowsLatest() {
        return isQuorum(heard);
    }

    boolean mayAnswer() {
        return isQuorum(heard);
    }

    /** The node asks {@code q}, in the phase in which it is, and again when it has waited. */
    @Action
    public void sendQuestion(String q) {
        require(phase != Phase.IDLE && mustAsk(q));

        asked = with(asked, q);
        send(phase == Phase.QUERY ? new Query(id, q, number, Copy.BLANK) : new Store(id, q, number, latest));
    }

    /** The node tells what it keeps. */
    @Action
    public void answerQuery(Query m) {
        send(new Message.Kept(id, m.from(), m.number(), copy));
    }

    /** The node keeps a write, unless it keeps a newer one. */
    @Action
    public void store(Store m) {
        copy = newer(m.copy(), copy);
        send(new Stored(id, m.from(), m.number(), Copy.BLANK));
    }

    Copy newer(Copy c, Copy d) {
        return c.isNewer(d) ? c : d;
    }

    private boolean isExpected(Message m) {
        return isOfThisOperation(m) && isOfThisPhase(m);
    }

    boolean isOfThisOperation(Message m) {
        return m.number() == number;
    }

    boolean isOfThisPhase(Message m) {
        return phase == (m instanceof Stored ? Phase.STORE : Phase.QUERY);
    }

    /** The node hears an answer to the question of this phase. */
    @Action
    public void hear(Message m) {
        require(isExpected(m));

        heard = with(heard, m.from());
        latest = newer(m.copy(), latest);
    }

    /** The node has no use for that answer any more. */
    @Action
    public void ignoreAnswer(Message m) {
        require(!isExpected(m));
    }

    /** A quorum has told what it has: the node begins to store. */
    @Action
    public void beginStore() {
        require(isQuerying() && knowsLatest());

        Copy stored = toStore();
        begin(Phase.STORE, stored);
        copy = newer(stored, copy);
    }

    /** Returns the client's write, later than all that the node has heard of, or what it has found. */
    private Copy toStore() {
        return kind() == Kind.WRITE ? new Copy(latest.time() + 1, rank, seen()) : latest;
    }

    /** A quorum keeps what was found or written: the client is answered. */
    @Action
    public void answer() {
        require(phase != Phase.IDLE && !isQuerying() && mayAnswer());

        isAnswered(latest.value());
        begin(Phase.IDLE, Copy.BLANK);
    }

    private static Set<String> with(Set<String> some, String one) {
        Set<String> more = new TreeSet<>(some);
        more.add(one);
        return Set.copyOf(more);
    }

    @Override
    public QuorumRegister copy() {
        QuorumRegister other = new QuorumRegister(id, nodes, rank);
        other.copy = copy;
        other.phase = phase;
        other.heard = heard;
        other.latest = latest;
        other.asked = asked;
        return alike(other);
    }

    @Override
    List<Object> rest() {
        return List.of(copy, phase, heard, latest, asked);
    }
}
