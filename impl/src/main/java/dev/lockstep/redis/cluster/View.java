package dev.lockstep.redis.cluster;

import dev.lockstep.redis.cluster.Message.OnBus;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds the part of what a node knows that messages tell and change. It is a value, since one message may change it several times.
 *
 * @param current the greatest epoch that it has heard of
 * @param config each node's configEpoch
 * @param slaveof each node's master; empty: it is one
 * @param slots who has each slot; empty: nobody
 * @param unclaimed the slots that their owner does not claim any more
 */
record View(
        int current,
        Map<String, Integer> config,
        Map<String, Optional<String>> slaveof,
        Map<Integer, Optional<String>> slots,
        Set<Integer> unclaimed) {
    View withCurrent(int epoch) {
        return new View(epoch, config, slaveof, slots, unclaimed);
    }

    View withConfig(String x, int epoch) {
        return new View(current, Maps.with(config, x, epoch), slaveof, slots, unclaimed);
    }

    /** Lets that node be a replica of the master, or a master itself. */
    View following(String x, Optional<String> master) {
        return new View(current, config, Maps.with(slaveof, x, master), slots, unclaimed);
    }

    View withSlots(Map<Integer, Optional<String>> owners) {
        return new View(current, config, slaveof, owners, unclaimed);
    }

    View withUnclaimed(Set<Integer> given) {
        return new View(current, config, slaveof, slots, given);
    }

    boolean isMaster(String x) {
        return slaveof.get(x).isEmpty();
    }

    boolean has(Optional<String> x, int s) {
        return slots.get(s).equals(x);
    }

    Set<Integer> owned(String x) {
        return Maps.those(slots.keySet(), s -> has(Optional.of(x), s));
    }

    boolean isUnclaimed(int s) {
        return slots.get(s).isEmpty() || unclaimed.contains(s);
    }

    int configOfOwner(int s) {
        return config.get(slots.get(s).orElseThrow());
    }

    /** Returns whose configuration the headers of that node have: that of its master, if it is a replica. */
    String claimant(String x) {
        return slaveof.get(x).orElse(x);
    }

    int maxEpoch() {
        return Math.max(
                current,
                config.values().stream().mapToInt(Integer::intValue).max().orElse(0));
    }

    /** Returns what a header makes of it, which comes before all else: both epochs only rise. */
    View withHeader(OnBus m) {
        return withCurrent(Math.max(current, m.head().currentEpoch()))
                .withConfig(m.from(), Math.max(config.get(m.from()), m.head().configEpoch()));
    }

    /** Returns what is told of that node's slots: those left out that it has stopped claiming. */
    Set<Integer> advertised(String x) {
        Set<Integer> told = new HashSet<>(owned(x));
        told.removeAll(unclaimed);
        return Set.copyOf(told);
    }
}
