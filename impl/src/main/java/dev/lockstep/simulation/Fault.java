package dev.lockstep.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Names a fault that a simulated run may cause. Without any fault, messages arrive at once and in the order in which they were sent. */
public enum Fault {
    /** A message is on its way for a while; those sent later on the same FIFO channel wait behind it. */
    DELAY("delay"),
    /** The messages of different channels arrive in any order; on unordered channels those of one channel too. */
    REORDER("reorder"),
    /** A process does nothing for a while. */
    PAUSE("pause"),
    /** A message is lost. */
    LOSS("loss"),
    /** A message arrives twice. */
    DUPLICATION("duplicate"),
    /** A process loses all that it had not made durable, and the messages on their way to it. It restarts later. */
    CRASH("crash"),
    /** Links are cut for a while between some processes and the others: in one direction or in both. */
    PARTITION("partition"),
    /** The process that has sent most since the last time is cut off from all others for a while. */
    ISOLATION("isolate");

    private final String option;

    Fault(String option) {
        this.option = option;
    }

    /** Returns the names of these faults, as a command takes them. */
    public static Set<String> options(Map<Fault, Integer> likely) {
        return likely.keySet().stream().map(fault -> fault.option).collect(Collectors.toSet());
    }

    /** Returns the named ones among these faults, and how likely each is. */
    public static Map<Fault, Integer> named(Set<String> options, Map<Fault, Integer> likely) {
        Map<Fault, Integer> named = new EnumMap<>(likely);
        named.keySet().removeIf(fault -> !options.contains(fault.option));
        return named;
    }
}
