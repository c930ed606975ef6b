package dev.lockstep.cap;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.cap.LocalRegister.Message.Have;
import dev.lockstep.cap.LocalRegister.Message.Tell;
import dev.lockstep.core.Step;
import java.util.List;
import java.util.Optional;

/**
 * Answers at once from its own copy, and merges what others tell: available, and not consistent. Gilbert and Lynch 2002, section 3: S.
 * Gilbert and N. Lynch, "Brewer's Conjecture and the Feasibility of Consistent, Available, Partition-Tolerant Web Services", SIGACT News
 * 33(2).
 */
@Spec("LocalRegister")
public class LocalRegister extends Register<LocalRegister.Message> {
    /** Tells what nodes send each other: it may be lost, come twice, and overtake others. */
    public sealed interface Message extends dev.lockstep.core.Message {
        /** Returns what the sender has. */
        Copy copy();

        /** The sender has this, and asks for the same. */
        record Tell(String from, String to, Copy copy) implements Message {}

        /** The sender, who was told, has this now. */
        record Have(String from, String to, Copy copy) implements Message {}
    }

    final int rank;

    @Variable
    Copy copy = Copy.BLANK;

    /** @param rank decides between writes of one time, another for each node */
    public LocalRegister(String id, int rank) {
        super(id);
        this.rank = rank;
    }

    @Override
    public void receive(Message m) {
        if (isTaken(m)) {
            merge(m);
        } else {
            keepCopy(m);
        }
    }

    @Override
    @Action
    public void ask(Kind kind, Optional<String> v) {
        asks(kind, v);
    }

    @Override
    public List<Step> steps() {
        if (!isWaiting) {
            return List.of();
        }
        return List.of(
                isRead()
                        ? new Step("answerRead", Step.By.PROCESS, this::answerRead)
                        : new Step("answerWrite", Step.By.PROCESS, this::answerWrite));
    }

    /** A read is answered from the copy. */
    @Action
    public void answerRead() {
        require(isWaiting && isRead());

        isAnswered(copy.value());
    }

    /** A write changes the copy, and is answered. */
    @Action
    public void answerWrite() {
        require(isWaiting && !isRead());

        copy = new Copy(nextTime(), rank(), seen());
        isAnswered(Optional.empty());
    }

    boolean isRead() {
        return kind() == Kind.READ;
    }

    int nextTime() {
        return copy.time() + 1;
    }

    int rank() {
        return rank;
    }

    /** The node tells {@code q} what it has, at any time. */
    @Action
    public void tell(String q) {
        require(!q.equals(id));

        send(new Tell(id, q, copy));
    }

    boolean isTaken(Message m) {
        return m.copy().isNewer(copy);
    }

    private void reply(Message m) {
        if (m instanceof Tell) {
            send(new Have(id, m.from(), copy));
        }
    }

    /** The node takes a copy that is newer than its own. */
    @Action
    public void merge(Message m) {
        require(isTaken(m));

        copy = m.copy();
        reply(m);
    }

    /** The node keeps a copy that is as new as what comes. */
    @Action
    public void keepCopy(Message m) {
        require(!isTaken(m));

        reply(m);
    }

    /** Returns what the node has. */
    public Copy latest() {
        return copy;
    }

    @Override
    public LocalRegister copy() {
        LocalRegister other = new LocalRegister(id, rank);
        other.copy = copy;
        return alike(other);
    }

    @Override
    List<Object> rest() {
        return List.of(copy);
    }
}
