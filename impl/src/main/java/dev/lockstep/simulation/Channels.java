package dev.lockstep.simulation;

/** What a protocol assumes of the channel from one process to another. */
public enum Channels {
    /** Messages arrive in the order in which they were sent, as over TCP. */
    FIFO,
    /** Messages arrive in any order. */
    UNORDERED
}
