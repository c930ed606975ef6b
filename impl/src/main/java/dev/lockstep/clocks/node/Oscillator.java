package dev.lockstep.clocks.node;

/** Tells what a clock counts: units, as many in a tick of real time as it happens to make. */
@FunctionalInterface
public interface Oscillator {
    /**
     * Returns how many units it has made by real time {@code t}, in ticks. The time {@code t} never goes back from one call to the next.
     */
    int units(int t);
}
