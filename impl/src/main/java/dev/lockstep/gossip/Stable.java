package dev.lockstep.gossip;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells what a site has on its disk. */
public sealed interface Stable {
    /** Returns what its database holds: of each key one update at most. */
    Set<Update> updates();

    /** Holds the record of a site that has a database on its disk and nothing else. */
    record Contents(Set<Update> updates) implements Stable {}

    /**
     * Holds the record of a site that spreads rumors.
     *
     * @param number the number of the latest contact that it made
     * @param last the number of the latest contact of each site of which one was answered
     */
    record Monger(Set<Update> updates, int number, Map<String, Integer> last) implements Stable {}

    /**
     * Holds the record of a site that keeps death certificates.
     *
     * @param held what it holds for each key
     * @param clock what its clock shows, in ticks
     */
    record Certified(Map<String, Held> held, int clock) implements Stable {
        @Override
        public Set<Update> updates() {
            return held.entrySet().stream()
                    .filter(each -> each.getValue().time() != 0)
                    .map(each -> new Update(
                            each.getKey(),
                            each.getValue().value(),
                            each.getValue().time()))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }
}
