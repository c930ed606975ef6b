package dev.lockstep.paxos.node;

import java.util.function.IntUnaryOperator;

/**
 * Tells how long a node waits before it tries again, in ticks. Two proposers that go on at once may keep each other from success for ever;
 * who idles for a random while leaves room for the other ("Paxos Made Simple", section 2.4, has a distinguished proposer instead).
 *
 * @param ballot what a ballot may take
 * @param longest pause; 0: no back-off
 * @param random a number below its argument
 */
public record BackOff(int ballot, int longest, IntUnaryOperator random) {
    private static final int DOUBLINGS = 16;

    public static BackOff withoutBackOff(int ballot) {
        return new BackOff(ballot, 0, bound -> 0);
    }

    /** Returns a random pause after so many attempts that failed, up to twice as long each time. */
    public int pause(int attempts) {
        int limit = (int) Math.min(longest, (long) ballot << Math.min(attempts, DOUBLINGS));
        return random.applyAsInt(limit + 1);
    }
}
