package dev.lockstep.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** Makes a simulation's choices. A schedule is used up by the run that follows it. */
public interface Schedule {
    /**
     * Returns the next choice, at least 0 and below {@code bound}. The plainest choice is 0: deliver the oldest message, no fault, no
     * delay.
     */
    int next(int bound);

    /** Returns whether there are no more choices. Then {@link #next} returns 0, and the run winds down. */
    boolean isOver();

    /** Returns an endless schedule that is a function of the seed. */
    static Schedule random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Schedule() {
            @Override
            public int next(int bound) {
                return random.nextInt(bound);
            }

            @Override
            public boolean isOver() {
                return false;
            }
        };
    }

    /**
     * Returns a schedule of these choices, each modulo its bound. So any list is a schedule, and a shorter list or smaller numbers make a
     * plainer one.
     */
    static Schedule of(List<Integer> choices) {
        var rest = List.copyOf(choices).iterator();
        return new Schedule() {
            @Override
            public int next(int bound) {
                return rest.hasNext() ? Math.floorMod(rest.next(), bound) : 0;
            }

            @Override
            public boolean isOver() {
                return !rest.hasNext();
            }
        };
    }
}
