package dev.lockstep.checker.diagnosis;

import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.InvalidInputException;

/** How many events may be tried. */
final class Budget {
    private final long whole;
    private long spent;

    Budget(long events) {
        this.whole = events;
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
        return spent >= whole;
    }

    long spent() {
        return spent;
    }
}
