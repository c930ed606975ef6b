package dev.lockstep.cli;

import dev.lockstep.checker.sensitivity.Sensitivity;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Says on stderr how far altering traces is: in a bar that ticks, or in plain lines some seconds apart. For several threads. */
final class SensitivityProgress implements AutoCloseable {
    /** The time between two lines of one trace, and before the first, in nanoseconds. A shorter wait need not be told. */
    private static final long BETWEEN_LINES = 5_000_000_000L;

    private final Progress progress;
    private final LongSupplier clock;
    private final int mutants;
    private final Map<String, Integer> done = new HashMap<>();

    /**
     * @param traces how many will be altered
     * @param mutants the number of mutants of each, at most
     * @param clock nanoseconds
     */
    SensitivityProgress(Progress.Form form, PrintWriter err, int traces, int mutants, LongSupplier clock) {
        this.progress = new Progress(form, err, "mutants", (long) traces * mutants);
        this.mutants = mutants;
        this.clock = clock;
    }

    /** A trace is altered from now on. */
    Sensitivity.Progress begin(String trace) {
        progress.begin(trace);
        long[] told = {clock.getAsLong()};
        return (tried, of, event, events) -> {
            advance(trace, (int) ((long) tried * mutants / of));
            boolean isTime = progress.isBar() || clock.getAsLong() - told[0] >= BETWEEN_LINES;
            if (isTime) {
                told[0] = clock.getAsLong();
                progress.tell(trace, tried + " of " + of + " mutants, event " + event + " of " + events);
            }
        };
    }

    private synchronized void advance(String trace, int mutantsDone) {
        done.put(trace, mutantsDone);
        progress.at(done.values().stream().mapToLong(Integer::longValue).sum());
    }

    void end(String trace) {
        advance(trace, mutants);
        progress.forget(trace);
    }

    void print(PrintWriter out, String text) {
        progress.print(out, text);
    }

    @Override
    public void close() {
        progress.close();
    }
}
