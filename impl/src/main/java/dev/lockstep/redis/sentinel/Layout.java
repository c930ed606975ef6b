package dev.lockstep.redis.sentinel;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells who is there, and what sentinels are told when they start.
 *
 * @param first the server that is master at first
 * @param known which other sentinels a sentinel knows at first
 * @param quorum how many must say that the master is down
 */
public record Layout(Set<String> servers, String first, Map<String, Set<String>> known, int quorum) {
    /** Returns all sentinels. */
    public Set<String> sentinels() {
        return new TreeSet<>(known.keySet());
    }

    /** Returns the replicas at first. */
    Set<String> replicas() {
        Set<String> replicas = new TreeSet<>(servers);
        replicas.remove(first);
        return Set.copyOf(replicas);
    }
}
