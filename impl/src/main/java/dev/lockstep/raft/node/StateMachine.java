package dev.lockstep.raft.node;

/** Tells what the log is for. A function of the commands applied to it: no time, no randomness. */
public interface StateMachine {
    /**
     * Applies the command of that entry of the log, each once and in order.
     *
     * @return the answer for who asked for it
     */
    String apply(int index, String command);

    /** Returns all that it has in it. */
    byte[] snapshot();

    /** Becomes what another was when that made this snapshot. */
    void restore(byte[] content);
}
