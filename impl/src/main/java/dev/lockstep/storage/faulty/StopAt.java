package dev.lockstep.storage.faulty;

import java.util.Optional;

/** One fault, at the so-manieth physical step; counted over all disks that ask this object. */
public final class StopAt implements Faults {
    private final long step;
    private final Fault fault;
    private long steps;
    private Optional<Operation> stopped = Optional.empty();

    /** @param step from 1; 0: never, which counts the steps of a run */
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

    /** How many there have been. */
    public long steps() {
        return steps;
    }

    /** The step that the fault was at; empty: the run had fewer steps. */
    public Optional<Operation> stopped() {
        return stopped;
    }
}
