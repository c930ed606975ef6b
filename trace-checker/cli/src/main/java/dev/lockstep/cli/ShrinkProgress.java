package dev.lockstep.cli;

import dev.lockstep.checker.diagnosis.Shrinking;
import java.io.PrintWriter;

/** Says on stderr how far shrinking a trace is. It writes a line each time the trace has become much smaller or much was tried. */
final class ShrinkProgress implements Shrinking.Progress {
    /** A wait for no more steps than these need not be told. */
    private static final long FEW = 1000;

    private final String trace;
    private final PrintWriter err;
    private long toldSize = Long.MAX_VALUE;
    private long toldSteps;

    ShrinkProgress(String trace, PrintWriter err) {
        this.trace = trace;
        this.err = err;
    }

    @Override
    public void tried(int events, long observations, long steps) {
        long size = events + observations;
        boolean isMuchSmaller = size <= toldSize / 4 * 3;
        boolean isMuchTried = steps >= 2 * toldSteps;
        if (steps >= FEW && (isMuchSmaller || isMuchTried)) {
            toldSize = size;
            toldSteps = steps;
            err.println("shrinking " + trace + ": " + events + " events with " + observations + " observations after "
                    + steps + " steps");
            err.flush();
        }
    }
}
