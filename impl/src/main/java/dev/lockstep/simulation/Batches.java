package dev.lockstep.simulation;

/**
 * Decides how many inputs a simulated process takes before it is asked what it sends. For a real process, these are the inputs that waited
 * while it was at work.
 */
public final class Batches {
    private static final int MOST = 8;

    private final Schedule schedule;
    private int inputs;

    public Batches(Schedule schedule) {
        this.schedule = schedule;
    }

    /** Returns whether the batch ends with the input that was just taken. */
    public boolean ends() {
        boolean ends = ++inputs == MOST || schedule.next(2) == 0;
        if (ends) {
            inputs = 0;
        }
        return ends;
    }
}
