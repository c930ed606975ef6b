package dev.lockstep.redis.real.cluster;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says which nodes a cluster has at first, and which slots of Redis are a slot of the spec. Each master has a range of slots, of which the last
 * ones move: each of these is one of the spec, and all others of the range are one together, so that what is first is first in both.
 *
 * @param masters how many nodes are masters at first, from {@code n1} on
 * @param replicas how many follow them, in turn
 * @param moving how many slots of each master move
 */
record ClusterLayout(int masters, int replicas, int moving) {
    static final String NONE = "none";
    private static final int SLOTS = 16384;

    List<String> nodes() {
        List<String> nodes = new ArrayList<>();
        for (int i = 1; i <= masters + replicas; i++) {
            nodes.add("n" + i);
        }
        return nodes;
    }

    /** Returns the id of a node. Ids are in the order of the names. */
    static String id(String node) {
        return node.substring(1).repeat(40).substring(0, 40);
    }

    /** Returns the names of nodes, by their ids. */
    Map<String, String> names() {
        Map<String, String> names = new TreeMap<>();
        nodes().forEach(node -> names.put(id(node), node));
        return names;
    }

    /** Returns whom a node follows at first. */
    String master(String node) {
        int number = Integer.parseInt(node.substring(1));
        return number <= masters ? NONE : "n" + ((number - 1) % masters + 1);
    }

    /** Returns the configEpoch of a node at first. */
    int epoch(String node) {
        return master(node).equals(NONE) ? Integer.parseInt(node.substring(1)) : 0;
    }

    /** Returns the first slot of Redis of a master's range, from 0. */
    private int first(int master) {
        return (int) ((long) SLOTS * master / masters);
    }

    /** Returns a number for each slot of the spec, from 0, with the first of its slots of Redis. */
    private List<Integer> starts() {
        List<Integer> starts = new ArrayList<>();
        for (int master = 0; master < masters; master++) {
            starts.add(first(master));
            for (int i = moving; i > 0; i--) {
                starts.add(first(master + 1) - i);
            }
        }
        return starts;
    }

    /** Returns who has which slot of the spec at first. */
    Map<Integer, String> owners() {
        Map<Integer, String> owners = new LinkedHashMap<>();
        for (int slot = 0; slot < masters * (moving + 1); slot++) {
            owners.put(slot, "n" + (slot / (moving + 1) + 1));
        }
        return owners;
    }

    /** Returns the slots of the spec that move. */
    List<Integer> movable() {
        return owners().keySet().stream()
                .filter(slot -> slot % (moving + 1) != 0)
                .toList();
    }

    /** Returns the first slot of Redis of a slot of the spec. */
    int redis(int slot) {
        return starts().get(slot);
    }

    /** Returns the slots of Redis that a master has at first, as {@code nodes.conf} has them. */
    String range(String master) {
        int number = Integer.parseInt(master.substring(1));
        return first(number - 1) + "-" + (first(number) - 1);
    }

    /**
     * Returns the slots of the spec that these are.
     *
     * @throws IllegalArgumentException some slots that are one of the spec are among these, and some are not
     */
    List<Integer> spec(BitSet slots) {
        List<Integer> starts = starts();
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int start = starts.get(i);
            int end = i + 1 < starts.size() ? starts.get(i + 1) : SLOTS;
            int count = slots.get(start, end).cardinality();
            if (count != 0 && count != end - start) {
                throw new IllegalArgumentException(
                        "of the slots " + start + " to " + (end - 1) + ", which never move, somebody has " + count);
            }
            if (count > 0) {
                found.add(i);
            }
        }
        return found;
    }
}
