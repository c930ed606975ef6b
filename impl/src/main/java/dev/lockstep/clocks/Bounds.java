package dev.lockstep.clocks;

/**
 * Tells what is known of clocks and messages beforehand: the constants of the theorem of Lamport 1978. The paper is L. Lamport, "Time, Clocks,
 * and the Ordering of Events in a Distributed System", CACM 21(7), 1978, section "Physical Clocks".
 *
 * @param scale units that an exact clock makes in a tick of real time
 * @param drift units by which a clock may gain or lose in a tick, less than {@code scale}: the paper's kappa is {@code drift / scale}
 * @param tau ticks: at least so often a message is sent over each arc; at least 1
 * @param mu ticks: the delay of a message, at least
 * @param xi ticks: its unpredictable part, at most
 */
public record Bounds(int scale, int drift, int tau, int mu, int xi) {
    public Bounds {
        if (drift < 0 || scale <= drift || tau < 1 || mu < 0 || xi < 0) {
            throw new IllegalArgumentException("0 <= drift < scale, 1 <= tau, 0 <= mu and 0 <= xi must hold: scale "
                    + scale + ", drift " + drift + ", tau " + tau + ", mu " + mu + ", xi " + xi);
        }
    }

    /** Returns the fewest units that a clock makes in so many ticks: PC1. */
    public int fewest(int ticks) {
        return Math.multiplyExact(scale - drift, ticks);
    }

    /** Returns the most units that a clock makes in so many ticks: PC1. */
    public int most(int ticks) {
        return Math.multiplyExact(scale + drift, ticks);
    }

    /** Returns the theorem's epsilon: the most units by which clocks differ; {@code proofs-notes/clocks.md} has its proof. */
    public int epsilon(int diameter) {
        return 2 * drift * wait(diameter) + Math.max(diameter * scale * xi, drift * mu);
    }

    /** Returns the ticks for which clocks may differ by more than {@link #epsilon} after the hypotheses begin to hold. */
    public int wait(int diameter) {
        return diameter * (tau + mu + xi);
    }
}
