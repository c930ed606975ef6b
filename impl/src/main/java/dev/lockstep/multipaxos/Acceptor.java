package dev.lockstep.multipaxos;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.multipaxos.Message.Accept;
import dev.lockstep.multipaxos.Message.Accepted;
import dev.lockstep.multipaxos.Message.Prepare;
import dev.lockstep.multipaxos.Message.Promise;
import dev.lockstep.multipaxos.Message.Refusal;
import dev.lockstep.paxos.Group;
import dev.lockstep.paxos.Role;
import dev.lockstep.paxos.Vote;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One acceptor of one log: L. Lamport, "Paxos Made Simple", 2001, sections 2.5 and 3.
 *
 * <p>As {@link Leader} to be used: while {@link #isWriting} the host makes {@link #memory} durable, and only then calls {@link
 * #persistAcceptor}, which lets the answer leave.
 */
@Spec("MultiPaxos")
public class Acceptor extends Role<Message> {
    @Self("a")
    private final String id;

    private final Group group;

    /** It votes in no ballot below, in no slot; 0: no promise yet. */
    @Variable
    private int promised;

    /** The latest, by slot. */
    @Variable
    private List<Vote> votes;

    /** What waits until the memory is on stable storage. */
    @Variable
    private Set<Message> outbox = Set.of();

    /** On disk. */
    @Variable
    private AcceptorRecord stable;

    /**
     * @param stable on disk
     * @param isDown about to {@link #restartAcceptor}; otherwise at the beginning
     */
    public Acceptor(String id, Group group, AcceptorRecord stable, boolean isDown) {
        this(id, group, AcceptorRecord.empty(stable.votes().size()), Set.of(), stable, isDown);
    }

    /** One that is known from its trace only. */
    public Acceptor(
            String id, Group group, AcceptorRecord memory, Set<Message> outbox, AcceptorRecord stable, boolean isDown) {
        super(isDown);
        this.id = id;
        this.group = group;
        this.promised = memory.promised();
        this.votes = memory.votes();
        this.outbox = Collections.unmodifiableSet(new LinkedHashSet<>(outbox));
        this.stable = stable;
    }

    /** It takes inputs: it has not crashed, and is not writing. */
    public boolean isReady() {
        return !isDown && outbox.isEmpty();
    }

    public boolean isWriting() {
        return !isDown && !outbox.isEmpty();
    }

    /**
     * Takes a message by the one action that is enabled. The acceptor {@link #isReady}.
     *
     * @throws IllegalArgumentException the message is not for an acceptor
     */
    public void receive(Message message) {
        if (message instanceof Prepare m) {
            if (mayPromise(m.ballot())) {
                promise(m);
            } else {
                refusePrepare(m);
            }
        } else if (message instanceof Accept m) {
            if (mayAccept(m.ballot()) && !hasAccepted(m)) {
                accept(m);
            } else {
                refuseAccept(m);
            }
        } else {
            throw new IllegalArgumentException("no message for an acceptor: " + message);
        }
    }

    /** Phase 1(b): one promise for all slots, with the votes of all. */
    @Action
    public void promise(Prepare m) {
        require(isReady() && mayPromise(m.ballot()));

        promised = m.ballot();
        outbox = Set.of(new Promise(id, m.from(), m.ballot(), reportedVotes()));
    }

    List<Vote> reportedVotes() {
        return votes;
    }

    @Action
    public void refusePrepare(Prepare m) {
        require(isReady() && !mayPromise(m.ballot()));

        refuse(m, m.ballot());
    }

    public boolean mayPromise(int ballot) {
        return ballot > promised;
    }

    /** Phase 2(b), in one slot: vote for the proposal, and report the vote to all learners. */
    @Action
    public void accept(Accept m) {
        require(isReady() && mayAccept(m.ballot()) && !hasAccepted(m));

        promised = m.ballot();
        votes = Slots.except(votes, m.slot(), new Vote(m.ballot(), Optional.of(m.value())));
        outbox = group.learners().stream()
                .map(l -> new Accepted(id, l, m.ballot(), m.slot(), m.value()))
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(LinkedHashSet::new), Collections::unmodifiableSet));
    }

    @Action
    public void refuseAccept(Accept m) {
        require(isReady() && !(mayAccept(m.ballot()) && !hasAccepted(m)));

        refuse(m, m.ballot());
    }

    public boolean mayAccept(int ballot) {
        return ballot >= promised;
    }

    public boolean hasAccepted(Accept m) {
        return votes.get(m.slot() - 1).ballot() == m.ballot();
    }

    /** Says so if the reason is a higher promise, and not that it has answered already. */
    private void refuse(Message m, int ballot) {
        if (group.tellRefusals() && ballot < promised) {
            send(new Refusal(id, m.from(), ballot, promised));
        }
    }

    /** Promise and votes are on stable storage: the answer leaves. */
    @Action
    public void persistAcceptor() {
        require(isWriting());

        stable = memory();
        outbox.forEach(this::send);
        outbox = Set.of();
    }

    /** What to make durable. */
    public AcceptorRecord memory() {
        return new AcceptorRecord(promised, votes);
    }

    /** What was in memory is lost, and with it the answer to a write under way. */
    @Action
    public void crashAcceptor() {
        require(!isDown);

        AcceptorRecord nothing = AcceptorRecord.empty(votes.size());
        isDown = true;
        promised = nothing.promised();
        votes = nothing.votes();
        outbox = Set.of();
    }

    @Action
    public void restartAcceptor() {
        require(isDown);

        isDown = false;
        promised = recovered().promised();
        votes = recovered().votes();
    }

    AcceptorRecord recovered() {
        return stable;
    }

    AcceptorRecord stable() {
        return stable;
    }

    /** The highest ballot that it has heard of. */
    public int promised() {
        return promised;
    }

    @Override
    public String toString() {
        return (isDown ? "down, " : "") + memory() + ", " + outbox + " to send, of " + id;
    }
}
