package dev.lockstep.raft;

/** Represents an entry of a log. */
public sealed interface Entry {
    /** Returns the term of the leader that made it. */
    int term();

    /** Holds a command for the state machine. */
    record Command(int term, String command) implements Entry {}

    /** Holds a configuration that is in force from the moment it is in a log. */
    record Config(int term, Configuration config) implements Entry {}
}
