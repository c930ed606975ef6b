package dev.lockstep.redis.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells who is there, and what each knows at first.
 *
 * @param masters the master of each node at first; empty: it is one
 * @param owners who has each slot at first; empty: nobody
 * @param epochs the configEpoch of each node at first
 * @param slotOf the slot of each key
 */
public record Layout(
        Map<String, Optional<String>> masters,
        Map<Integer, Optional<String>> owners,
        Map<String, Integer> epochs,
        Map<String, Integer> slotOf) {
    /** Returns all nodes, in the order of their names. */
    public List<String> nodes() {
        return List.copyOf(new TreeSet<>(masters.keySet()));
    }

    /** Returns all slots, in order. */
    public Set<Integer> slots() {
        return new TreeSet<>(owners.keySet());
    }

    /** Returns the keys, in order. */
    public List<String> keys() {
        return List.copyOf(new TreeSet<>(slotOf.keySet()));
    }

    /** Returns the place of each node's name in their order. */
    public Map<String, Integer> order() {
        Map<String, Integer> order = new TreeMap<>();
        nodes().forEach(node -> order.put(node, order.size() + 1));
        return order;
    }
}
