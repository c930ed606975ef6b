package dev.lockstep.simulation;

import java.util.Set;

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

    /** {@link Fault#PARTITION}: what is, or would be, on its way over a link that is cut is lost, until so many other choices were made. */
    record Partition(Set<String> group, Cut cut, int choices) implements Choice {}

    /** Which links between a group and the others are cut. */
    enum Cut {
        BOTH_WAYS,
        OUT,
        IN
    }

    /** {@link Fault#CRASH}. */
    record Crash(String process) implements Choice {}

    /** The crashed process is back. */
    record Restart(String process) implements Choice {}
}
