package dev.lockstep.simulation;

/** How many inputs a simulated process takes before it is asked what it sends: of a real one, those that waited while it was at work. */
public final class Batches {
    private static final int MOST = 8;

    private final Schedule schedule;
    private int inputs;

    public Batches(Schedule schedule) {
        this.schedule = schedule;
    }

    /** After an input: whether the batch ends with it. */
    public boolean ends() {
        boolean ends = ++inputs == MOST || schedule.next(2) == 0;
        if (ends) {
            inputs = 0;
        }
        return ends;
    }
}
