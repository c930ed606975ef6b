package dev.lockstep.commit.node;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Names the nodes, and divides each participant's data. It is the same at all of them and for all transactions.
 *
 * @param coordinator the name of the node that coordinates every transaction
 * @param participants the names of the others. All take part in every transaction, with or without changes of their own
 * @param pages the names of the data pages of each participant; a key is always in the same
 */
public record Cluster(String coordinator, Set<String> participants, Set<String> pages) {
    public Cluster {
        participants = Set.copyOf(participants);
        pages = Set.copyOf(pages);
        if (participants.isEmpty() || participants.contains(coordinator) || pages.isEmpty()) {
            throw new IllegalArgumentException(
                    "there must be participants other than the coordinator, and pages: " + participants + ", " + pages);
        }
    }

    /** Returns the page that holds this key. */
    public String page(String key) {
        return new TreeSet<>(pages)
                .stream()
                        .skip(Math.floorMod(key.hashCode(), pages.size()))
                        .findFirst()
                        .orElseThrow();
    }

    /**
     * Returns the constants of TwoPhaseCommit.tla. The network of a run only loses messages by never delivering them: see the spec's Lose.
     */
    public Map<String, Object> constants() {
        return new TreeMap<>(
                Map.of("Coordinator", coordinator, "Participant", participants, "Page", pages, "Lossy", false));
    }
}
