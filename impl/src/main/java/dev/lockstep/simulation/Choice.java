package dev.lockstep.simulation;

import java.util.Set;

/** Describes one thing that a simulation did. A run is the list of its choices. */
public sealed interface Choice {
    /** Tells that {@code to} received the message that was {@code position} places behind the oldest from {@code from}. */
    record Deliver(String from, String to, int position) implements Choice {}

    /** Tells that the process took a step other than a receipt. */
    record Take(String process, String step) implements Choice {}

    /** The process was drained because nothing else was left to do: its batch of inputs ended. */
    record Drain(String process) implements Choice {}

    /** A message was lost: {@link Fault#LOSS}. */
    record Lose(String from, String to, int position) implements Choice {}

    /** A message was duplicated: {@link Fault#DUPLICATION}. The copy is the youngest message of its channel. */
    record Duplicate(String from, String to, int position) implements Choice {}

    /**
     * Tells that a process pauses: {@link Fault#PAUSE}. Nothing happens at it until this many other choices were made, or nothing else is
     * left to do.
     */
    record Pause(String process, int choices) implements Choice {}

    /**
     * Links are cut: {@link Fault#PARTITION}. Messages on their way over a cut link are lost, unless they linger, and so are new ones, until
     * this many other choices were made.
     */
    record Partition(Set<String> group, Cut cut, int choices) implements Choice {}

    /** Tells that a link was cut in one direction: {@link Fault#LINK}. It is cut until this many other choices were made. */
    record CutLink(String from, String to, int choices) implements Choice {}

    /** Tells that a message takes this many other choices longer: {@link Fault#LATE}. */
    record Postpone(String from, String to, int position, int choices) implements Choice {}

    /** Tells that a message arrives a second time, so many choices later: {@link Fault#LINGER}. */
    record Linger(String from, String to, int position, int choices) implements Choice {}

    /** Tells that a process has another speed from now on: {@link Fault#DRIFT}. It is 2 to the power of {@code speed} times as fast as usual. */
    record Drift(String process, int speed) implements Choice {}

    /** Describes the links between a group and the others that are cut. */
    enum Cut {
        BOTH_WAYS,
        OUT,
        IN
    }

    /** Tells that a process crashed: {@link Fault#CRASH}. */
    record Crash(String process) implements Choice {}

    /** The crashed process is back. */
    record Restart(String process) implements Choice {}
}
