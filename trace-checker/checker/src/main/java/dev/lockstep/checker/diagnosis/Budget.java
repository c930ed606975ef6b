package dev.lockstep.checker.diagnosis;

import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.InvalidInputException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** How many events may be tried, and for how long. */
final class Budget {
    private final long whole;
    private final BooleanSupplier isOver;
    private long spent;
    private boolean isCut;

    Budget(long events) {
        this(events, () -> false);
    }

    /** @param isOver whether no more may be tried, however few were */
    Budget(long events, BooleanSupplier isOver) {
        this.whole = events;
        this.isOver = isOver;
    }

    /** Whether so many seconds are over from now. */
    static BooleanSupplier until(int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        return () -> System.nanoTime() - end > 0;
    }

    /** Whether the checker takes the event; false too once all is spent. */
    boolean tries(TraceChecker checker, Event event) {
        if (isSpent()) {
            return false;
        }
        spent++;
        try {
            return checker.accept(event);
        } catch (InvalidInputException e) {
            return false; // it names what the spec does not have
        }
    }

    boolean isSpent() {
        isCut |= isOver.getAsBoolean();
        return spent >= whole || isCut;
    }

    /** How much was tried, and why no more. */
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
