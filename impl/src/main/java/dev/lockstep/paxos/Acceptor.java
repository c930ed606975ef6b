package dev.lockstep.paxos;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.core.Process;
import dev.lockstep.paxos.Message.Accept;
import dev.lockstep.paxos.Message.Accepted;
import dev.lockstep.paxos.Message.Prepare;
import dev.lockstep.paxos.Message.Promise;
import dev.lockstep.paxos.Message.Refusal;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Accepts in one instance: L. Lamport, "Paxos Made Simple", 2001, sections 2.2 and 2.5.
 *
 * <p>Before it answers, it waits until its memory is durable.
 */
@Spec("Paxos")
public class Acceptor extends Process<Message> {
    @Self("a")
    private final String id;

    private final Group group;

    /** The ballot below which it votes in none; 0: no promise yet. */
    @Variable
    private int promised;

    @Variable
    private Vote vote = Vote.NONE;

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
        this.vote = stable.vote();
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
            if (mayAccept(m.ballot()) && !hasAccepted(m.ballot())) {
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

    /** Phase 1(b): promise to vote in no lower ballot, and report the latest vote. */
    @Action
    public void promise(Prepare m) {
        require(isReady() && mayPromise(m.ballot()));

        promised = m.ballot();
        outbox = Set.of(new Promise(id, m.from(), m.ballot(), vote));
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

    /** Phase 2(b): vote for the proposal, and report the vote to the distinguished learners. */
    @Action
    public void accept(Accept m) {
        require(isReady() && mayAccept(m.ballot()) && !hasAccepted(m.ballot()));

        promised = m.ballot();
        vote = new Vote(m.ballot(), Optional.of(m.value()));
        outbox = group.distinguished().stream()
                .map(l -> new Accepted(id, l, m.ballot(), m.value()))
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(LinkedHashSet::new), Collections::unmodifiableSet));
    }

    @Action
    public void refuseAccept(Accept m) {
        require(isReady() && !(mayAccept(m.ballot()) && !hasAccepted(m.ballot())) && isBelowPromise(m.ballot()));

        refuse(m, m.ballot());
    }

    /** It has voted for that already. */
    @Action
    public void ignoreAccept(Accept m) {
        require(isReady() && !(mayAccept(m.ballot()) && !hasAccepted(m.ballot())) && !isBelowPromise(m.ballot()));
    }

    public boolean mayAccept(int ballot) {
        return ballot >= promised;
    }

    public boolean hasAccepted(int ballot) {
        return vote.ballot() == ballot;
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

    /** Promise and vote are on stable storage: the answer leaves. */
    @Override
    @Action("PersistAcceptor")
    public void written() {
        require(isWriting());

        stable = memory();
        outbox.forEach(this::send);
        outbox = Set.of();
    }

    AcceptorRecord memory() {
        return new AcceptorRecord(promised, vote);
    }

    /** Crash: what was in memory is lost, and with it the answer to a write under way. */
    @Override
    @Action("CrashAcceptor")
    public void crash() {
        require(!isDown);

        isDown = true;
        promised = 0;
        vote = Vote.NONE;
        outbox = Set.of();
    }

    @Override
    @Action("RestartAcceptor")
    public void restart() {
        require(isDown);

        isDown = false;
        promised = recovered().promised();
        vote = recovered().vote();
    }

    AcceptorRecord recovered() {
        return stable;
    }

    AcceptorRecord stable() {
        return stable;
    }

    @Override
    public Acceptor copy() {
        Acceptor copy = new Acceptor(id, group, stable);
        copy.promised = promised;
        copy.vote = vote;
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
        return List.of(id, isDown, promised, vote, outbox, stable, unsent());
    }
}
