package dev.lockstep.gossip;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Names the sites of a run and the keys of their database: what module {@code Replicas} has as constants.
 *
 * @param rank a number from 0 on for each site, which makes its times unique
 * @param keys the keys of the database
 */
public record Replicas(Map<String, Integer> rank, Set<String> keys) {
    public Replicas {
        rank = Map.copyOf(rank);
        keys = Set.copyOf(keys);
    }

    /** Returns the sites in the order of their names. */
    public Set<String> sites() {
        return new TreeSet<>(rank.keySet());
    }

    /** Returns these sites in the order of their names. */
    public Set<String> sites(Predicate<String> which) {
        Set<String> sites = sites();
        sites.removeIf(which.negate());
        return sites;
    }

    /** Returns every site as a partner of every other: the constants {@code Known} and {@code Partners} of most runs. */
    public Map<String, Set<String>> everybody() {
        return sites().stream()
                .collect(Collectors.toMap(site -> site, site -> rank.keySet(), (a, b) -> a, TreeMap::new));
    }

    /**
     * Returns the time that a site gives at a tick.
     *
     * @throws ArithmeticException the time is no {@code int}
     */
    public int stamp(String site, int tick) {
        return Math.addExact(Math.multiplyExact(tick, rank.size()), rank.get(site));
    }

    /** Returns the tick of a time. */
    public int tick(int time) {
        return time / rank.size();
    }
}
