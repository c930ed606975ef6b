package dev.lockstep.storage.faulty;

import java.util.Optional;

/** Causes one fault at a given physical step. Steps are counted over all disks that ask this object. */
public final class StopAt implements Faults {
    private final long step;
    private final Fault fault;
    private long steps;
    private Optional<Operation> stopped = Optional.empty();

    /** @param step the number of the step, from 1; with 0 there is no fault, and the steps of a run are only counted */
    public StopAt(long step, Fault fault) {
        this.step = step;
        this.fault = fault;
    }

    @Override
    public Fault next(Operation operation) {
        steps++;
        if (steps != step) {
            return Fault.NONE;
        }
        stopped = Optional.of(operation);
        return fault;
    }

    /** Returns the number of steps so far. */
    public long steps() {
        return steps;
    }

    /** Returns the step that had the fault; empty if the run had fewer steps. */
    public Optional<Operation> stopped() {
        return stopped;
    }
}
