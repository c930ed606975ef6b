package dev.lockstep.redis.real.cluster;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds what a node knows of all nodes, as {@code CLUSTER NODES} tells it and {@code nodes.conf} holds it.
 *
 * @param flags say of each node whether it is {@code up}, {@code pfail} or {@code fail}
 * @param masters whom each node follows; {@code none}: it is a master
 * @param owned the slots of Redis that each node has
 * @param current the currentEpoch, of a file only; else 0
 * @param vote the lastVoteEpoch, of a file only; else 0
 */
record ClusterView(
        Map<String, String> flags,
        Map<String, String> masters,
        Map<String, BitSet> owned,
        long current,
        long vote,
        boolean isConnected) {

    static ClusterView read(ClusterLayout layout, List<String> lines) {
        Map<String, String> names = layout.names();
        Map<String, String> flags = new TreeMap<>();
        Map<String, String> masters = new TreeMap<>();
        Map<String, BitSet> owned = new TreeMap<>();
        long current = 0;
        long vote = 0;
        boolean isConnected = true;
        for (String line : lines) {
            String[] words = line.trim().split(" ");
            if (words[0].equals("vars")) {
                current = Long.parseLong(words[2]);
                vote = Long.parseLong(words[4]);
            } else if (words.length >= 8) {
                String node = names.getOrDefault(words[0], ClusterLayout.NONE);
                List<String> said = List.of(words[2].split(","));
                flags.put(node, said.contains("fail") ? "fail" : said.contains("fail?") ? "pfail" : "up");
                masters.put(node, names.getOrDefault(words[3], ClusterLayout.NONE));
                owned.put(node, slots(words));
                isConnected &= words[7].equals("connected");
            }
        }
        return new ClusterView(flags, masters, owned, current, vote, isConnected);
    }

    /** Reads the ranges that follow the first eight words. What moves is in brackets. */
    private static BitSet slots(String[] words) {
        BitSet slots = new BitSet();
        for (int i = 8; i < words.length; i++) {
            if (!words[i].startsWith("[")) {
                String[] range = words[i].split("-");
                slots.set(Integer.parseInt(range[0]), Integer.parseInt(range[range.length - 1]) + 1);
            }
        }
        return slots;
    }

    /** Returns whether all nodes are up and connected. */
    boolean isQuiet() {
        return isConnected && flags.values().stream().allMatch("up"::equals);
    }

    /** Returns whether the other one has the same owners and masters. */
    boolean agreesWith(ClusterView other) {
        return owned.equals(other.owned) && masters.equals(other.masters);
    }

    /** Returns the nodes that are masters and have slots. */
    List<String> owners() {
        return owned.entrySet().stream()
                .filter(each -> !each.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns the nodes that follow a master. */
    List<String> replicas(String master) {
        return masters.entrySet().stream()
                .filter(each -> each.getValue().equals(master))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns who has a slot of Redis. */
    String owner(int slot) {
        return owned.entrySet().stream()
                .filter(each -> each.getValue().get(slot))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(ClusterLayout.NONE);
    }
}
