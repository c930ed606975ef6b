package dev.lockstep.core;

import dev.lockstep.annotations.Sends;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Represents a process of a protocol, or one of its roles, as a deterministic object. Its fields are the spec's variables, its methods the
 * spec's actions. It has no threads, no input and output, no clock and no randomness, and knows nothing of its host.
 *
 * <p>The host calls one method at a time. It gives the process each message by {@link #receive}, while {@link #isReady} says so, takes the {@link
 * #steps} that are the process's own at once, and sends what {@link #drain} returns. While {@link #unwritten} asks for something, the host makes
 * that durable and calls {@link #written}. An action whose guard is false throws {@link IllegalStateException} and changes nothing.
 *
 * @param <M> the protocol's messages
 */
public abstract class Process<M extends Message> {
    @Sends("network")
    private final List<M> network = new ArrayList<>();

    /** Returns the process's name: the field annotated {@code @Self}. */
    public abstract String id();

    /** Takes a message that is for this process: exactly one action does, whatever the message is. */
    public abstract void receive(M message);

    /** Tells whether the process takes messages and client's calls now. Those that come meanwhile wait at the host. */
    public boolean isReady() {
        return true;
    }

    /**
     * Lists the steps that can happen now. They are those of the process itself, those of the clock, and clients' calls that take no
     * arguments.
     */
    public List<Step> steps() {
        return List.of();
    }

    /** Returns what the process itself does next: the first of the {@link #steps} that are its own. */
    public Optional<Step> next() {
        for (Step step : steps()) {
            if (step.by() == Step.By.PROCESS) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    /** Returns what must be durable before the process goes on. The next record of this process takes its place on the disk. */
    public Optional<? extends Record> unwritten() {
        return Optional.empty();
    }

    /** Tells the process that what {@link #unwritten} asked for is durable. */
    public void written() {
        throw new IllegalStateException(id() + " has nothing to write");
    }

    /** The process loses what it had in memory; what is durable stays. */
    public void crash() {
        throw new UnsupportedOperationException(id() + " runs a protocol in which no process crashes");
    }

    /** The crashed process goes on with what is durable. */
    public void restart() {
        throw new UnsupportedOperationException(id() + " runs a protocol in which no process crashes");
    }

    /** Tells whether nothing is left to do here unless another process asks. Then the host may let go of the process. */
    public boolean isOver() {
        return false;
    }

    /** Returns another process in the same state, which then goes its own way. */
    public abstract Process<M> copy();

    /** Returns all that the next steps depend on: two processes with equal states behave alike. */
    public abstract List<Object> state();

    /** Sends a message, behind those that were sent before. */
    protected final void send(M message) {
        network.add(message);
    }

    /** Returns what the process has sent since the host last asked, in order. */
    public final List<M> drain() {
        List<M> sent = List.copyOf(network);
        network.clear();
        return sent;
    }

    /** Returns what waits to be drained, which is part of {@link #state}. */
    protected final List<M> unsent() {
        return List.copyOf(network);
    }

    /** Gives a copy of this process, just made, what waits here to be drained. */
    protected final <P extends Process<M>> P copied(P copy) {
        Process<M> other = copy;
        other.network.addAll(network);
        return copy;
    }

    /** @throws IllegalStateException the guard of an action is false */
    protected final void require(boolean guard) {
        if (!guard) {
            throw new IllegalStateException("not enabled in " + this);
        }
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + state();
    }
}
