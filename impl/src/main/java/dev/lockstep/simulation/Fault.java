package dev.lockstep.simulation;

/** What a simulated run may do to a protocol; without any, messages arrive at once and in the order in which they were sent. */
public enum Fault {
    /** A message is on its way for a while; those sent later on the same FIFO channel wait behind it. */
    DELAY,
    /** Messages of different channels arrive in any order; on unordered channels those of one channel too. */
    REORDER,
    /** A process does nothing for a while. */
    PAUSE,
    /** A message is lost. */
    LOSS,
    /** A message arrives twice. */
    DUPLICATION,
    /** A process loses all that it had not made durable, and the messages on their way to it; it restarts later. */
    CRASH
}
