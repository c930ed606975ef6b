package dev.lockstep.cli;

import dev.lockstep.checker.diagnosis.Shrinking;
import java.io.PrintWriter;

/**
 * Says on stderr how far shrinking a trace is. A bar counts the steps that may be tried; or there is a line each time the trace has become
 * much smaller or much was tried.
 */
final class ShrinkProgress implements Shrinking.Progress, AutoCloseable {
    /** A wait for no more steps than these need not be told. */
    private static final long FEW = 1000;

    private final Progress.Form form;
    private final Progress bar;
    private final String trace;
    private final PrintWriter err;
    private long toldSize = Long.MAX_VALUE;
    private long toldSteps;

    /** @param most how many steps may be tried */
    ShrinkProgress(Progress.Form form, String trace, PrintWriter err, long most) {
        this.form = form;
        this.bar = new Progress(form, err, "steps", most);
        this.trace = trace;
        this.err = err;
    }

    @Override
    public void tried(int events, long observations, long steps) {
        String size = events + " events with " + observations + " observations";
        if (bar.isBar()) {
            bar.at(steps);
            bar.tell("shrinking " + trace, "to " + size);
            return;
        }
        boolean isMuchSmaller = events + observations <= toldSize / 4 * 3;
        boolean isMuchTried = steps >= 2 * toldSteps;
        if (form == Progress.Form.LINES && steps >= FEW && (isMuchSmaller || isMuchTried)) {
            toldSize = events + observations;
            toldSteps = steps;
            err.println("shrinking " + trace + ": " + size + " after " + steps + " steps");
            err.flush();
        }
    }

    @Override
    public void close() {
        bar.close();
    }
}
