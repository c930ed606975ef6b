package dev.lockstep.checker.diagnosis;

import dev.lockstep.checker.Rejection;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.InvalidInputException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Tells how many events may be tried, for how long, and how much TLC may evaluate for that. */
final class Budget {
    /** A step costs TLC some hundred evaluations, unless it is one of very many. */
    private static final long WORK_OF_A_STEP = 200;

    private static final long LEAST_WORK = 5_000_000;
    private static final long WORK_OF_HINTS = 30_000_000;
    private static final long WORK_OF_A_HINT = 50_000;

    private final long whole;
    private final BooleanSupplier isOver;
    private final LoadedSpec spec;
    private final long mostWork;
    private final long mostOfAStep;
    private long spent;
    private boolean isCut;

    Budget(long events, LoadedSpec spec) {
        this(events, spec, () -> false);
    }

    /** @param isOver whether no more may be tried, however few were */
    Budget(long events, LoadedSpec spec, BooleanSupplier isOver) {
        this(events, spec, isOver, Math.max(LEAST_WORK, WORK_OF_A_STEP * events), Long.MAX_VALUE);
    }

    private Budget(long events, LoadedSpec spec, BooleanSupplier isOver, long work, long mostOfAStep) {
        this.whole = events;
        this.isOver = isOver;
        this.spec = spec;
        this.mostWork = spec.work() + work;
        this.mostOfAStep = mostOfAStep;
    }

    /**
     * Returns the budget of what decides nothing. A change that TLC can try only by looking at very many steps is not found.
     *
     * @param isOver whether no more may be tried, however few were
     */
    static Budget ofHints(long events, LoadedSpec spec, BooleanSupplier isOver) {
        return new Budget(events, spec, isOver, WORK_OF_HINTS, WORK_OF_A_HINT);
    }

    /** Returns whether so many seconds are over from now. */
    static BooleanSupplier until(int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        return () -> System.nanoTime() - end > 0;
    }

    /** Returns whether the checker takes the event; false too once all is spent. */
    boolean tries(TraceChecker checker, Event event) {
        if (isSpent()) {
            return false;
        }
        spent++;
        long before = spec.boundEachStep(mostOfAStep);
        try {
            return checker.accept(event);
        } catch (InvalidInputException | UnusableSpecException e) {
            return false; // it names what the spec does not have, or leads to a state that TLC cannot write out
        } finally {
            spec.boundEachStep(before);
        }
    }

    /** Returns what the checker has rejected and why. Other actions that would explain it are not looked for. */
    @Nullable
    Rejection rejection(TraceChecker checker) {
        long before = spec.boundEachStep(Math.min(mostOfAStep, LEAST_WORK));
        try {
            return checker.rejection();
        } finally {
            spec.boundEachStep(before);
        }
    }

    boolean isSpent() {
        isCut |= isOver.getAsBoolean() || spec.work() > mostWork;
        return spent >= whole || isCut;
    }

    /** Returns how much was tried, and why no more. */
    String spentText() {
        return spent + " steps" + (isCut ? ", as it took too long" : "");
    }

    long left() {
        return isSpent() ? 0 : whole - spent;
    }

    long spent() {
        return spent;
    }
}
