package dev.lockstep.checker.trace;

import java.util.Arrays;

/** Tells where a line has what differs between the events of its shape: integers, and the instance. */
final class OpenPlaces {
    private int[] starts = new int[16];
    private int[] stops = new int[16];
    private int count;
    private int instance = -1;

    /** Adds an integer from the one place of the line to before the other. Returns the number of those before it. */
    int addInteger(int start, int stop) {
        add(start, stop);
        return instance < 0 ? count - 1 : count - 2;
    }

    /** Adds the place of the instance's text. */
    void addInstance(int start, int stop) {
        instance = count;
        add(start, stop);
    }

    private void add(int start, int stop) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            stops = Arrays.copyOf(stops, count * 2);
        }
        starts[count] = start;
        stops[count] = stop;
        count++;
    }

    int count() {
        return count;
    }

    /** Returns where a place begins, in the line's order, from 0. */
    int start(int hole) {
        return starts[hole];
    }

    int stop(int hole) {
        return stops[hole];
    }

    boolean isInstance(int hole) {
        return hole == instance;
    }
}
