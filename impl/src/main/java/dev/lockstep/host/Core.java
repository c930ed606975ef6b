package dev.lockstep.host;

import java.util.List;

/**
 * One process of a protocol as its host sees it: one input at a time goes in, what the process wants sent comes out as data. Never
 * called by two threads at once, and itself without threads, I/O, time and randomness: its state is a function of its inputs.
 *
 * @param <M> the protocol's messages: immutable
 */
public interface Core<M> {
    /** The process's name, the same everywhere. */
    String id();

    /** Takes one message, and all that follows from it inside the process. */
    void receive(M message);

    /** What else can happen at this process now: its client's calls. A simulation chooses among them. */
    List<Step> steps();

    /**
     * What the process has sent since last asked, in order; after one input or after several. A process may make durable here, at once, what
     * these have changed: before, nobody has seen anything of it.
     */
    List<Send<M>> drain();

    /**
     * The process after a crash: only what it had made durable is left.
     *
     * @throws UnsupportedOperationException the protocol has no crashes
     */
    default Core<M> restarted() {
        throw new UnsupportedOperationException(id() + " runs a protocol in which no process crashes");
    }
}
