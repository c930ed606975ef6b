package dev.lockstep.simulation;

/** One thing that a simulation did. A run is the list of its choices. */
public sealed interface Choice {
    /** The process {@code to} received the message that was {@code position} places behind the oldest from {@code from}. */
    record Deliver(String from, String to, int position) implements Choice {}

    /** A step of the process other than a receipt. */
    record Take(String process, String step) implements Choice {}

    /** {@link Fault#LOSS}. */
    record Lose(String from, String to, int position) implements Choice {}

    /** {@link Fault#DUPLICATION}: the copy is the youngest of its channel. */
    record Duplicate(String from, String to, int position) implements Choice {}

    /** {@link Fault#PAUSE}: nothing happens at the process until so many other choices were made, or nothing else is left to do. */
    record Pause(String process, int choices) implements Choice {}

    /** {@link Fault#CRASH}. */
    record Crash(String process) implements Choice {}

    /** The crashed process is back. */
    record Restart(String process) implements Choice {}
}
