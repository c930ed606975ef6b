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
    /** A process does nothing for a while, and then goes on with all that it had. As many of its messages wait as find room. */
    PAUSE("pause"),
    /** A message is lost. */
    LOSS("loss"),
    /** A message arrives twice. */
    DUPLICATION("duplicate"),
    /** A process loses all that it had not made durable, and the messages on their way to it. It restarts later. */
    CRASH("crash"),
    /** Links are cut for a while between some processes and the others: in one direction or in both. */
    PARTITION("partition"),
    /** The process that has sent most since the last time is cut off from all others. Its clients stay with it. */
    ISOLATION("isolate"),
    /** A message is on its way for very long. */
    LATE("late"),
    /** A process takes its own steps more seldom or more often than others, timeouts too, until its speed is another. */
    DRIFT("drift"),
    /** The link from one process to another is cut for a while, in that direction only. */
    LINK("link"),
    /** The network keeps messages. What is on its way over a link that is cut arrives later, and some messages a second time, much later. */
    LINGER("linger");

    private static final Map<Fault, Integer> RARER = Map.of(PAUSE, 3, LATE, 30, DRIFT, 4, ISOLATION, 30, LINK, 6);

    private final String option;

    Fault(String option) {
        this.option = option;
    }

    /**
     * Adds the rarer faults, which every protocol bears whose messages may be lost. They are pauses, late messages, clocks that drift, and links
     * that are cut around one process or one way. A pause is long, since pauses are rare.
     */
    public static Map<Fault, Integer> andRarer(Map<Fault, Integer> likely) {
        Map<Fault, Integer> all = new EnumMap<>(RARER);
        all.putAll(likely);
        return Map.copyOf(all);
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
