package dev.lockstep.junit;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Specs;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Traces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Validates trace files in a test. Each spec is loaded once for all tests of the JVM. */
public final class TraceAssertions {
    private static final Specs SPECS = new Specs();

    private TraceAssertions() {}

    /**
     * Checks a trace against the bundled spec that its header names; several files are parts of one trace.
     *
     * @throws AssertionError the trace cannot be read: a test's trace always can
     */
    public static CheckResult check(Path... files) {
        return check(List.of(files), null, null);
    }

    /** Checks a trace against a spec; null: as in {@link #check(Path...)}. */
    public static synchronized CheckResult check(List<Path> files, @Nullable Path spec, @Nullable Path config) {
        try (TraceReader reader = Traces.merge(files)) {
            return TraceChecker.check(
                    SPECS.forTrace(reader.name(), reader.header(), spec, config), reader, Limits.DEFAULT);
        } catch (InvalidInputException e) {
            throw new AssertionError("the trace is invalid: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Passes if the trace is accepted and has events.
     *
     * @return the result, with the number of events of each action
     * @throws AssertionError it is not; the message explains the first event that is no step
     */
    public static CheckResult assertAccepted(Path... files) {
        return requireAccepted(check(files));
    }

    static CheckResult requireAccepted(CheckResult result) {
        if (result.verdict() != Verdict.ACCEPTED) {
            throw new AssertionError(result.toString());
        }
        if (result.events() == 0) {
            throw new AssertionError(result.trace() + ": the trace has no events, so nothing was checked:"
                    + " is the core attached to the recorder?");
        }
        return result;
    }
}
