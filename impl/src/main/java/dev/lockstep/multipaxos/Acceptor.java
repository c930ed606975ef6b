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
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One acceptor: L. Lamport, "Paxos Made Simple", 2001, section 3. One promise is for all slots, a vote for one.
 *
 * <p>As {@link Leader} to be used: while {@link #isWriting} the host makes {@link #memory} durable, and only then calls {@link
 * #persistAcceptor}, which lets the answer leave.
 */
@Spec("MultiPaxos")
public class Acceptor extends Role {
    @Self("a")
    private final String id;

    private final Group group;

    /** It votes in no ballot below, in no slot; 0: no promise yet. */
    @Variable
    private int promised;

    /** Its latest in each slot, from slot 1 on. */
    @Variable
    private List<Vote> votes;

    /** What waits until the memory is on stable storage. */
    @Variable
    private Set<Message> outbox = Set.of();

    /** On disk. */
    @Variable
    private AcceptorRecord stable;

    /** One at the beginning. */
    public Acceptor(String id, Group group) {
        this(id, group, new AcceptorRecord(0, group.noVotes()), false);
    }

    /**
     * @param stable on disk
     * @param isDown about to {@link #restartAcceptor}; otherwise at the beginning
     */
    public Acceptor(String id, Group group, AcceptorRecord stable, boolean isDown) {
        super(isDown);
        this.id = id;
        this.group = group;
        this.votes = group.noVotes();
        this.stable = stable;
    }

    /** It takes inputs: it has not crashed, and is not writing. */
    public boolean isReady() {
        return !isDown && outbox.isEmpty();
    }

    public boolean isWriting() {
        return !isDown && !outbox.isEmpty();
    }

    /** Phase 1(b): promise to vote in no lower ballot, and report the latest votes. */
    @Action
    public void promise(Prepare m) {
        require(isReady() && mayPromise(m));

        promised = m.ballot();
        outbox = Set.of(new Promise(id, m.from(), m.ballot(), reportedVotes()));
    }

    @Action
    public void refusePrepare(Prepare m) {
        require(isReady() && !mayPromise(m));

        refuse(m, m.ballot());
    }

    public boolean mayPromise(Prepare m) {
        return m.ballot() > promised;
    }

    List<Vote> reportedVotes() {
        return votes;
    }

    /** Phase 2(b), in one slot: vote for the proposal, and report the vote. */
    @Action
    public void accept(Accept m) {
        require(isReady() && mayAccept(m) && !hasAccepted(m));

        List<Vote> next = new ArrayList<>(votes);
        next.set(m.slot() - 1, new Vote(m.ballot(), Optional.of(m.value())));
        promised = m.ballot();
        votes = List.copyOf(next);
        outbox = group.learners().stream()
                .map(l -> new Accepted(id, l, m.ballot(), m.slot(), m.value()))
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(LinkedHashSet::new), Collections::unmodifiableSet));
    }

    @Action
    public void refuseAccept(Accept m) {
        require(isReady() && !(mayAccept(m) && !hasAccepted(m)));

        refuse(m, m.ballot());
    }

    public boolean mayAccept(Accept m) {
        return m.ballot() >= promised;
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

        isDown = true;
        promised = 0;
        votes = group.noVotes();
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

    @Override
    public String toString() {
        return (isDown ? "down, " : "") + memory() + ", " + outbox + " to send, of " + id;
    }
}
