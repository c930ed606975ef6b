package dev.lockstep.paxos.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the clients of one run asked for and learned, and what must follow from it: all learn the same of a register, and that somebody asked
 * for it. Sees the nodes from outside, and shares nothing with the protocol. Safe for use by many threads.
 */
final class Outcomes {
    private final SortedMap<String, Set<String>> asked = new TreeMap<>();
    private final Map<String, String> learned = new HashMap<>();

    synchronized void asked(String register, String value) {
        asked.computeIfAbsent(register, r -> new HashSet<>()).add(value);
    }

    /** @throws IllegalStateException another value was learned before */
    synchronized void learned(String node, String register, String value) {
        String other = learned.putIfAbsent(register, value);
        if (other != null && !other.equals(value)) {
            throw new IllegalStateException("agreement: " + node + " learns that " + register + " is " + value
                    + ", another that it is " + other);
        }
    }

    /**
     * To be called once all is known.
     *
     * @throws IllegalStateException a value was learned that nobody asked for
     */
    synchronized void check() {
        learned.forEach((register, value) -> {
            if (!asked.getOrDefault(register, Set.of()).contains(value)) {
                throw new IllegalStateException("validity: " + register + " is " + value + ", which nobody asked for");
            }
        });
    }

    /** Whether somebody has learned its value. */
    synchronized boolean isChosen(String register) {
        return learned.containsKey(register);
    }

    /** That clients asked to write. */
    synchronized long registers() {
        return asked.size();
    }

    /** Registers that somebody learned. */
    synchronized long chosen() {
        return learned.size();
    }
}
