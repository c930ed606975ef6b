package dev.lockstep.cap;

import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Variable;
import dev.lockstep.core.Message;
import dev.lockstep.core.Process;
import java.util.List;
import java.util.Optional;

/**
 * Holds what all registers have in common at a node: the operation of its client. The spec's {@code history} has all operations; a node
 * keeps the latest one, and what the client sees of it.
 */
public abstract class Register<M extends Message> extends Process<M> {
    @Self("n")
    final String id;

    /** The number of operations that the client has asked for. */
    @Variable("Number")
    int number;

    @Variable("IsWaiting")
    boolean isWaiting;

    /** The value that the latest operation writes, or that it was answered; empty: the initial value. */
    @Variable("Seen")
    private Optional<String> seen = Optional.empty();

    private Kind kind = Kind.READ;

    Register(String id) {
        this.id = id;
    }

    @Override
    public final String id() {
        return id;
    }

    /**
     * Begins an operation of the client, who waits for no other: action {@code Ask}.
     *
     * @param v the value to write; empty: the operation reads
     */
    public abstract void ask(Kind kind, Optional<String> v);

    final void asks(Kind kind, Optional<String> v) {
        require(!isWaiting && v.isPresent() == (kind == Kind.WRITE));

        number++;
        isWaiting = true;
        this.kind = kind;
        seen = v;
    }

    final void isAnswered(Optional<String> v) {
        require(isWaiting);

        isWaiting = false;
        if (kind == Kind.READ) {
            seen = v;
        }
    }

    /** Returns how many operations the client has asked for. */
    public final int number() {
        return number;
    }

    /** Tells whether the latest operation is not answered yet. */
    public final boolean isWaiting() {
        return isWaiting;
    }

    /** Returns what the latest operation does. */
    public final Kind kind() {
        return kind;
    }

    /** Returns the value that the latest operation writes, or that it was answered; empty: the initial value. */
    public final Optional<String> seen() {
        return seen;
    }

    /** Gives a copy of this node, just made, the client's operation. */
    final <R extends Register<M>> R alike(R copy) {
        Register<M> other = copy;
        other.number = number;
        other.isWaiting = isWaiting;
        other.kind = kind;
        other.seen = seen;
        return copied(copy);
    }

    /** Returns what the node has besides the client's operation. */
    abstract List<Object> rest();

    @Override
    public final List<Object> state() {
        return List.of(id, number, isWaiting, kind, seen, rest(), unsent());
    }
}
