package dev.lockstep.multipaxos;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.core.Process;
import dev.lockstep.multipaxos.Message.Accept;
import dev.lockstep.multipaxos.Message.Accepted;
import dev.lockstep.multipaxos.Message.Prepare;
import dev.lockstep.multipaxos.Message.Promise;
import dev.lockstep.multipaxos.Message.Refusal;
import dev.lockstep.paxos.Group;
import dev.lockstep.paxos.Vote;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Accepts for one log: L. Lamport, "Paxos Made Simple", 2001, sections 2.5 and 3.
 *
 * <p>Before it answers, it waits until its memory is durable.
 */
@Spec("MultiPaxos")
public class Acceptor extends Process<Message> {
    @Self("a")
    private final String id;

    private final Group group;

    /** The ballot below which it votes in no slot; 0: no promise yet. */
    @Variable
    private int promised;

    /** The latest, by slot. */
    @Variable
    private List<Vote> votes;

    /** The messages that wait until the memory is on stable storage. */
    @Variable
    private Set<Message> outbox = Set.of();

    /** The record on disk. */
    @Variable
    private AcceptorRecord stable;

    private boolean isDown;

    /** An acceptor that is up, and has this on disk. */
    public Acceptor(String id, Group group, AcceptorRecord stable) {
        this.id = id;
        this.group = group;
        this.promised = stable.promised();
        this.votes = stable.votes();
        this.stable = stable;
    }

    /** It takes inputs: it has not crashed, and is not writing. */
    @Override
    public boolean isReady() {
        return !isDown && outbox.isEmpty();
    }

    private boolean isWriting() {
        return !isDown && !outbox.isEmpty();
    }

    /** @throws IllegalArgumentException the message is not for an acceptor */
    @Override
    public void receive(Message message) {
        if (message instanceof Prepare m) {
            if (mayPromise(m.ballot())) {
                promise(m);
            } else if (isBelowPromise(m.ballot())) {
                refusePrepare(m);
            } else {
                ignorePrepare(m);
            }
        } else if (message instanceof Accept m) {
            if (mayAccept(m.ballot()) && !hasAccepted(m)) {
                accept(m);
            } else if (isBelowPromise(m.ballot())) {
                refuseAccept(m);
            } else {
                ignoreAccept(m);
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
        require(isReady() && !mayPromise(m.ballot()) && isBelowPromise(m.ballot()));

        refuse(m, m.ballot());
    }

    /** It has promised that already. */
    @Action
    public void ignorePrepare(Prepare m) {
        require(isReady() && !mayPromise(m.ballot()) && !isBelowPromise(m.ballot()));
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
        require(isReady() && !(mayAccept(m.ballot()) && !hasAccepted(m)) && isBelowPromise(m.ballot()));

        refuse(m, m.ballot());
    }

    /** It has voted for that already. */
    @Action
    public void ignoreAccept(Accept m) {
        require(isReady() && !(mayAccept(m.ballot()) && !hasAccepted(m)) && !isBelowPromise(m.ballot()));
    }

    public boolean mayAccept(int ballot) {
        return ballot >= promised;
    }

    public boolean hasAccepted(Accept m) {
        return votes.get(m.slot() - 1).ballot() == m.ballot();
    }

    boolean isBelowPromise(int ballot) {
        return ballot < promised;
    }

    private void refuse(Message m, int ballot) {
        if (group.tellRefusals()) {
            send(new Refusal(id, m.from(), ballot, promised));
        }
    }

    @Override
    public Optional<AcceptorRecord> unwritten() {
        return isWriting() ? Optional.of(memory()) : Optional.empty();
    }

    /** Promise and votes are on stable storage: the answer leaves. */
    @Override
    @Action("PersistAcceptor")
    public void written() {
        require(isWriting());

        stable = memory();
        outbox.forEach(this::send);
        outbox = Set.of();
    }

    AcceptorRecord memory() {
        return new AcceptorRecord(promised, votes);
    }

    /** Crash: what was in memory is lost, and with it the answer to a write under way. */
    @Override
    @Action("CrashAcceptor")
    public void crash() {
        require(!isDown);

        AcceptorRecord nothing = AcceptorRecord.empty(votes.size());
        isDown = true;
        promised = nothing.promised();
        votes = nothing.votes();
        outbox = Set.of();
    }

    @Override
    @Action("RestartAcceptor")
    public void restart() {
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

    /** Returns the highest ballot that it has heard of. */
    public int promised() {
        return promised;
    }

    @Override
    public Acceptor copy() {
        Acceptor copy = new Acceptor(id, group, stable);
        copy.promised = promised;
        copy.votes = votes;
        copy.outbox = outbox;
        copy.isDown = isDown;
        return copied(copy);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<Object> state() {
        return List.of(id, isDown, promised, votes, outbox, stable, unsent());
    }
}
