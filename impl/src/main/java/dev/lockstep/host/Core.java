package dev.lockstep.host;

import java.util.List;

/**
 * Represents one process of a protocol as its host sees it. Inputs go in one at a time, and messages to send come out as data. A core is
 * never called by two threads at once. It has no threads, I/O, time and randomness: its state is a function of its inputs.
 *
 * @param <M> the protocol's messages, which are immutable
 */
public interface Core<M> {
    /** Returns the process's name, which is the same everywhere. */
    String id();

    /** Takes one message, and does all that follows from it inside the process. */
    void receive(M message);

    /** Returns what else can happen at this process now, such as calls of its client. A simulation chooses among them. */
    List<Step> steps();

    /**
     * Returns what the process has sent since the last call, in order. One or several inputs may lie between two calls. Until this call
     * nobody has seen any effect of them, so the process may make here, with one write, all their changes durable.
     */
    List<Send<M>> drain();

    /**
     * Returns the process after a crash. It has only what was durable before.
     *
     * @throws UnsupportedOperationException the protocol has no crashes
     */
    default Core<M> restarted() {
        throw new UnsupportedOperationException(id() + " runs a protocol in which no process crashes");
    }
}
