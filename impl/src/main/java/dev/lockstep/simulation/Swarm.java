package dev.lockstep.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Draws the mix of faults of one run from its seed: A. Groce and others, "Swarm Testing", ISSTA 2012. What happens only without some fault, or
 * only when another is frequent, is missed by runs in which all faults strike at their usual rates.
 */
public final class Swarm {
    /** The greatest power of two by which faults are more frequent or more seldom than usual. */
    private static final int MOST = 2;

    private Swarm() {}

    /**
     * Draws which faults strike, each with the probability one half, and how likely each is. Messages are reordered in all runs if they may be:
     * otherwise one can arrive at a time, however many there are, so that processes whose timers go on may send more than arrives.
     *
     * @param likely the faults, and how likely each is usually
     * @return some of these faults, possibly none, with weights of at least 1: a function of the arguments
     */
    public static Map<Fault, Integer> mix(Map<Fault, Integer> likely, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<Fault, Integer> mix = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            boolean strikes = random.nextBoolean() || fault == Fault.REORDER;
            int power = random.nextInt(2 * MOST + 1) - MOST;
            if (strikes && likely.containsKey(fault)) {
                int usual = likely.get(fault);
                mix.put(fault, Math.max(1, power < 0 ? usual >> -power : usual << power));
            }
        }
        return mix;
    }
}
