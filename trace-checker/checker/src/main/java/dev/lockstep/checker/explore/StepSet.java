package dev.lockstep.checker.explore;

import java.util.Arrays;

/** Collects the steps from a state. Each is a number, made of those of the action and of the state after it. */
final class StepSet {
    private static final int STATE_BITS = 32;

    private long[] steps = new long[16];
    private int size;

    /** Adds a step, perhaps one that is there already, and returns its number. */
    long add(int action, int to) {
        if (size == steps.length) {
            steps = Arrays.copyOf(steps, size * 2);
        }
        long step = (long) action << STATE_BITS | to;
        steps[size] = step;
        size++;
        return step;
    }

    /** Returns the steps in their order, each once. */
    long[] sorted() {
        return distinct(Arrays.copyOf(steps, size));
    }

    /** Returns the steps that are in one of the two or in both, each once. */
    static long[] union(long[] a, long[] b) {
        long[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return distinct(both);
    }

    private static long[] distinct(long[] steps) {
        Arrays.sort(steps);
        int count = 0;
        for (long step : steps) {
            if (count == 0 || steps[count - 1] != step) {
                steps[count] = step;
                count++;
            }
        }
        return Arrays.copyOf(steps, count);
    }
}
