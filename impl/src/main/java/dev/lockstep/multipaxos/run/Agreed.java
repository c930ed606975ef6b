package dev.lockstep.multipaxos.run;

import dev.lockstep.multipaxos.Leader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the clients of one run asked for and what the nodes learned, and what must follow from it: all learn the same of a slot, and that
 * somebody asked for it. Sees the nodes from outside, and shares nothing with the protocol. Safe for use by many threads.
 */
final class Agreed {
    private record Slot(String log, int number) {}

    private final SortedMap<String, Set<String>> asked = new TreeMap<>();
    private final Map<Slot, String> learned = new HashMap<>();

    synchronized void asked(String log, String command) {
        asked.computeIfAbsent(log, l -> new HashSet<>()).add(command);
    }

    /** @throws IllegalStateException another command was learned before */
    synchronized void learned(String node, String log, int slot, String command) {
        String other = learned.putIfAbsent(new Slot(log, slot), command);
        if (other != null && !other.equals(command)) {
            throw new IllegalStateException("agreement: " + node + " learns that slot " + slot + " of " + log + " is "
                    + command + ", another that it is " + other);
        }
    }

    /**
     * To be called once all is known.
     *
     * @throws IllegalStateException a command was learned that nobody asked for
     */
    synchronized void check() {
        learned.forEach((slot, command) -> {
            if (!command.equals(Leader.NOOP)
                    && !asked.getOrDefault(slot.log, Set.of()).contains(command)) {
                throw new IllegalStateException("validity: slot " + slot.number + " of " + slot.log + " is " + command
                        + ", which nobody asked for");
            }
        });
    }

    /** That clients asked for, of this log. */
    synchronized int commands(String log) {
        return asked.getOrDefault(log, Set.of()).size();
    }

    synchronized long logs() {
        return asked.size();
    }

    /** Slots that somebody learned. */
    synchronized long slots() {
        return learned.size();
    }

    /** Those of them that have a no-op. */
    synchronized long noops() {
        return learned.values().stream().filter(Leader.NOOP::equals).count();
    }
}
