package dev.lockstep.simulation;

/** Tells what a protocol assumes of the channel from one process to another. */
public enum Channels {
    /** The messages arrive in the order in which they were sent, as over TCP. */
    FIFO,
    /** The messages arrive in any order. */
    UNORDERED
}
