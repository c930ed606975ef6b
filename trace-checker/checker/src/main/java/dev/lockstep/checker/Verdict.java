package dev.lockstep.checker;

import java.util.Locale;

/** Tells what a check can end with; ordered from the best to the worst. */
public enum Verdict {
    /** Some behaviour of the spec explains the whole trace. */
    ACCEPTED(0),
    /** Some behaviour explains all its events in another order, which also respects what happened before what. Only if that was asked for. */
    REORDERED(0),
    /** The trace is explained by no behaviour. */
    REJECTED(1),
    /** A stated limit was hit before either was known. */
    INCONCLUSIVE(3),
    /** The input cannot be read. */
    INVALID(2);

    private final int exitCode;

    Verdict(int exitCode) {
        this.exitCode = exitCode;
    }

    /** Returns the exit code of the {@code lockstep} command. */
    public int exitCode() {
        return exitCode;
    }

    /** Returns whether some behaviour explains the trace, in its order or another. */
    public boolean isAccepted() {
        return this == ACCEPTED || this == REORDERED;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
