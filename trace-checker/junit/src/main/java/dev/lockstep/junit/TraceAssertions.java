package dev.lockstep.junit;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Rejection;
import dev.lockstep.checker.Specs;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.diagnosis.Diagnosis;
import dev.lockstep.checker.sensitivity.Sensitivity;
import dev.lockstep.checker.sensitivity.SensitivityReport;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Traces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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
     * @throws AssertionError the trace is not accepted; the message explains the first event that is no step
     */
    public static CheckResult assertAccepted(Path... files) {
        return requireAccepted(check(files), List.of(files), null, null);
    }

    /**
     * Passes if the trace is rejected in just this way.
     *
     * @throws AssertionError the trace is accepted, or rejected at another action or for another reason
     */
    public static Rejection assertRejected(ExpectedRejection expected, Path... files) {
        CheckResult result = check(files);
        expected.require(result);
        return Objects.requireNonNull(result.rejection());
    }

    /** Checks a trace as {@link #check(Path...)}; a rejection says what would make it accepted. */
    public static CheckResult explain(Path... files) {
        return explain(check(files), List.of(files), null, null);
    }

    private static synchronized CheckResult explain(
            CheckResult result, List<Path> files, @Nullable Path spec, @Nullable Path config) {
        try {
            return Diagnosis.explain(result, load(files, spec, config), Limits.DEFAULT, () -> Traces.merge(files));
        } catch (InvalidInputException e) {
            throw new AssertionError("the trace is invalid: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Passes if the traces are accepted and together take every action of their spec, but those excepted. A run in which an action never
     * happens says nothing about it.
     *
     * @param except actions that no trace is expected to take: hidden ones, or those that the run's constants exclude
     * @param traces each one file; all of one spec
     * @throws AssertionError a trace is not accepted, an action is not taken, or one that is excepted is
     */
    public static synchronized void assertEveryActionTaken(Set<String> except, Path... traces) {
        Set<String> taken = new TreeSet<>(except);
        Set<String> actions = new TreeSet<>();
        String name = "";
        for (Path trace : traces) {
            CheckResult result = assertAccepted(trace);
            for (String action : result.actions().keySet()) {
                if (except.contains(action)) {
                    throw new AssertionError(trace + " takes " + action + ", which no trace was expected to take");
                }
            }
            taken.addAll(result.actions().keySet());
            LoadedSpec spec = load(trace);
            name = spec.name();
            actions.addAll(spec.actions().keySet());
        }
        List<String> untaken = SpecActions.without(actions, taken);
        if (!untaken.isEmpty()) {
            throw new AssertionError("no trace takes these actions of " + name + ": " + String.join(", ", untaken));
        }
    }

    /**
     * Returns the actions of a trace's spec that its events may name. Hidden ones are left out; names of instances are no part of a name.
     *
     * @param spec the file of the spec; null: the bundled one that the trace names
     */
    public static synchronized Set<String> actions(Path trace, @Nullable Path spec) {
        try (TraceReader reader = Traces.merge(List.of(trace))) {
            Set<String> actions = new TreeSet<>();
            LoadedSpec loaded = SPECS.forTrace(reader.name(), reader.header(), spec, null);
            loaded.actions().keySet().forEach(action -> actions.add(SpecActions.bare(action)));
            actions.removeAll(reader.header().hidden());
            return actions;
        } catch (InvalidInputException e) {
            throw new AssertionError("the trace is invalid: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Passes if the classes' methods annotated with {@code @Action} are the actions of the trace's spec, but those excepted.
     *
     * @param except actions of the spec that no class is to have: what the environment does
     * @param trace a trace whose header says the spec and its constants
     * @throws AssertionError an action has no method, or a method no action
     */
    public static synchronized void assertSameActions(Path trace, Set<String> except, Class<?>... cores) {
        LoadedSpec spec = load(trace);
        Set<String> methods = SpecActions.of(cores);
        Set<String> expected = new TreeSet<>(spec.actions().keySet());
        List<String> unknown = SpecActions.without(except, expected);
        expected.removeAll(except);
        List<String> missing = SpecActions.without(expected, methods);
        List<String> more = SpecActions.without(methods, expected);
        if (!missing.isEmpty() || !more.isEmpty() || !unknown.isEmpty()) {
            throw new AssertionError(spec.name() + " and its classes have different actions."
                    + (missing.isEmpty() ? "" : " Without a method: " + String.join(", ", missing) + ".")
                    + (more.isEmpty() ? "" : " Methods without an action: " + String.join(", ", more) + ".")
                    + (unknown.isEmpty() ? "" : " Excepted, but no actions: " + String.join(", ", unknown) + "."));
        }
    }

    /** Makes at most so many one-event mutants of a trace, and returns how many of them are noticed. */
    public static synchronized SensitivityReport sensitivity(Path trace, int mutants, long seed) {
        LoadedSpec spec = load(trace);
        List<Event> events = new ArrayList<>();
        try (TraceReader reader = Traces.merge(List.of(trace))) {
            for (Event event = reader.next(); event != null; event = reader.next()) {
                events.add(event);
            }
            return Sensitivity.measure(
                    spec, reader.header(), reader.initially(), events, Limits.DEFAULT, mutants, seed);
        } catch (InvalidInputException e) {
            throw new AssertionError("the trace is invalid: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LoadedSpec load(Path trace) {
        return load(List.of(trace), null, null);
    }

    /** Returns the spec of a trace; null: as in {@link #check(Path...)}. */
    static synchronized LoadedSpec load(List<Path> files, @Nullable Path spec, @Nullable Path config) {
        try (TraceReader reader = Traces.merge(files)) {
            return SPECS.forTrace(reader.name(), reader.header(), spec, config);
        } catch (InvalidInputException e) {
            throw new AssertionError("the trace is invalid: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static synchronized LoadedSpec load(Header header, @Nullable Path spec, @Nullable Path config)
            throws InvalidInputException {
        return SPECS.forTrace("trace", header, spec, config);
    }

    static CheckResult requireAccepted(
            CheckResult result, List<Path> files, @Nullable Path spec, @Nullable Path config) {
        if (result.verdict() != Verdict.ACCEPTED) {
            CheckResult explained = explain(result, files, spec, config);
            throw new AssertionError(explained
                    + System.lineSeparator()
                    + FailureReport.write(explained, load(files, spec, config), files));
        }
        if (result.events() == 0) {
            throw new AssertionError(result.trace() + ": the trace has no events, so nothing was checked:"
                    + " is the core attached to the recorder?");
        }
        return result;
    }
}
