package dev.lockstep.clocks.node;

/** What a clock counts: units, as many in a tick of real time as it happens to make. */
@FunctionalInterface
public interface Oscillator {
    /** Returns how many units it has made by real time {@code t}, in ticks; {@code t} never goes back from one call to the next. */
    int units(int t);
}
