package dev.lockstep.gossip.figures;

import java.util.Arrays;

/**
 * Tells how one update has spread (Demers et al. 1987, section 1.4).
 *
 * @param residue the paper's s: the share of sites that never got it
 * @param traffic the paper's m: updates sent per site
 * @param meanDelay the paper's t_ave: in which cycle the sites that got it got it, on average; the first cycle is 1, the issuer's is 0
 * @param lastDelay the paper's t_last: the cycle in which the last site got it
 * @param messages all messages, those without updates as well
 * @param cycles the number of cycles until no rumor was hot
 */
record Spread(double residue, double traffic, double meanDelay, int lastDelay, long messages, int cycles) {
    /** @param learned the cycle in which each site got the update; -1: never */
    static Spread of(int[] learned, long updates, long messages, int cycles) {
        long reached = Arrays.stream(learned).filter(when -> when >= 0).count();
        return new Spread(
                1 - (double) reached / learned.length,
                (double) updates / learned.length,
                Arrays.stream(learned).filter(when -> when >= 0).average().orElseThrow(),
                Arrays.stream(learned).max().orElseThrow(),
                messages,
                cycles);
    }
}
