package dev.lockstep.cli;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.diagnosis.Shrinking;
import dev.lockstep.checker.diagnosis.Shrinking.Progress;
import dev.lockstep.checker.diagnosis.Shrinking.Shrunk;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceSource;
import dev.lockstep.checker.trace.TraceWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Describes a file beside a rejected trace, with what of the trace is needed for the rejection.
 *
 * @param of how many events led to the rejection in the given trace
 * @param isInterrupted whether the search was told to stop, and the file has what was the shortest until then
 */
record ShrunkTrace(Path file, Shrunk shrunk, long of, boolean isInterrupted) {
    static ShrunkTrace of(
            CheckResult result,
            LoadedSpec spec,
            TraceSource trace,
            Path beside,
            long steps,
            BooleanSupplier isInterrupted,
            Progress progress)
            throws InvalidInputException, IOException {
        Shrunk shrunk = Shrinking.shrink(result, spec, trace, steps, isInterrupted, progress);
        String name = beside.getFileName().toString().replaceFirst("(\\.ndjson)?(\\.gz)?$", "");
        Path file = beside.resolveSibling(name + ".shrunk.ndjson");
        Written.whole(file, out -> {
            TraceWriter writer = new TraceWriter(out, shrunk.header());
            for (Event event : shrunk.events()) {
                writer.write(event);
            }
        });
        return new ShrunkTrace(file, shrunk, result.event(), !shrunk.isLeast() && isInterrupted.getAsBoolean());
    }

    @Override
    public String toString() {
        return "shrunk to " + shrunk.events().size() + " of " + of + " events with " + shrunk.observations()
                + " observations: " + file
                + (shrunk.isLeast()
                        ? ""
                        : "; the search stopped before nothing more could be left out"
                                + (isInterrupted ? " (interrupted)" : " (--steps)"));
    }

    /** Returns the result for {@code --json}. */
    Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("file", file.toString());
        object.put("events", shrunk.events().size());
        object.put("of", of);
        object.put("observations", shrunk.observations());
        object.put("least", shrunk.isLeast());
        object.put("interrupted", isInterrupted);
        return object;
    }
}
