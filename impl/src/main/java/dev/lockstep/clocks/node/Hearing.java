package dev.lockstep.clocks.node;

import dev.lockstep.clocks.Bounds;
import dev.lockstep.clocks.Message;
import java.util.Collection;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tells whether the theorem's bound holds, as far as one process can know that all send to each other. It knows if others are silent for
 * too long, and if a message shows a time that no clock can have. A delay beyond the bound that is made up for in time it cannot see.
 */
final class Hearing {
    private final Bounds bounds;

    /** Tells what the oscillator had run when the process last heard from each other one, in units. */
    private final SortedMap<String, Integer> heard = new TreeMap<>();

    /** Counts what it had run when something was last wrong. */
    private int since;

    Hearing(Bounds bounds, Collection<String> others) {
        this.bounds = bounds;
        others.forEach(q -> heard.put(q, 0));
    }

    /**
     * A message has come.
     *
     * @param reading what the clock shows, before it may be set forward
     * @param units what the oscillator has run
     */
    void heard(Message m, int reading, int units) {
        judge(units);
        heard.put(m.from(), units);
        int ahead = m.timestamp() - reading;
        int delay = bounds.most(bounds.mu() + bounds.xi());
        if (ahead > error() || -ahead > error() + delay) {
            since = units;
        }
    }

    /** Returns by how many units other clocks may differ, if that is known when the oscillator has run {@code units}. */
    OptionalInt error(int units) {
        judge(units);
        return units - since > bounds.most(bounds.wait(1)) ? OptionalInt.of(error()) : OptionalInt.empty();
    }

    private int error() {
        return bounds.epsilon(1);
    }

    private void judge(int units) {
        int longest = bounds.most(bounds.tau() + bounds.mu() + bounds.xi());
        if (heard.values().stream().anyMatch(then -> units - then > longest)) {
            since = units;
        }
    }
}
