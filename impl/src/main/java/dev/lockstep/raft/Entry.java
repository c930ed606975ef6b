package dev.lockstep.raft;

/** An entry of a log. */
public sealed interface Entry {
    /** Of the leader that made it. */
    int term();

    /** For the state machine. */
    record Command(int term, String command) implements Entry {}

    /** In force from the moment it is in a log. */
    record Config(int term, Configuration config) implements Entry {}
}
