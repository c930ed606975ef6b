package dev.lockstep.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** Where a simulation's choices come from. A schedule is used up by the run that follows it. */
public interface Schedule {
    /** The next choice, at least 0 and below {@code bound}; 0 is the plainest one: deliver the oldest message, no fault, no delay. */
    int next(int bound);

    /** There are no more choices: {@link #next} is 0 from now on, and the run winds down. */
    boolean isOver();

    /** Endless, and a function of the seed. */
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

    /** These choices, each modulo its bound, so that any list is a schedule and each shorter list, or smaller number, a plainer one. */
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
