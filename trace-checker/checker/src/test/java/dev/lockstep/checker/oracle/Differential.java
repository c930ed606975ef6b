package dev.lockstep.checker.oracle;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.sensitivity.Mutant;
import dev.lockstep.checker.sensitivity.Mutator;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Compares the checker with the oracle on a trace and on alterations of it: the verdict, and the index of the first event that is no step. */
public final class Differential {
    private final LoadedSpec spec;
    private final Header header;
    private final List<Event> trace;
    private final Oracle oracle;

    /** What is to be compared with the oracle. */
    public interface Subject {
        /** The index of the first event that no behaviour explains; negative: of the event from which on it is not known; 0: there is none. */
        long judge(LoadedSpec spec, Header header, List<Event> trace) throws InvalidInputException;
    }

    /**
     * What came of a comparison.
     *
     * @param mutants how many were compared
     * @param rejected how many of them the oracle rejects
     * @param undecided how many of these the checker leaves undecided at the same event
     * @param disagreements each in a line
     */
    public record Comparison(int mutants, int rejected, int undecided, List<String> disagreements) {}

    /** @param trace read to its end; accepted */
    public Differential(SpecSource source, TraceReader trace) throws InvalidInputException {
        this.header = trace.header();
        this.spec = SpecLoader.load(source.withConstants(header.constants()));
        this.trace = new ArrayList<>();
        Event event;
        while ((event = trace.next()) != null) {
            this.trace.add(event);
        }
        this.oracle = new Oracle(source, header);
    }

    public int events() {
        return trace.size();
    }

    /** The checker. */
    public static long check(LoadedSpec spec, Header header, List<Event> trace) throws InvalidInputException {
        TraceChecker checker = new TraceChecker(spec, "trace", header, Map.of(), Limits.DEFAULT);
        for (Event event : trace) {
            checker.accept(event);
        }
        CheckResult result = checker.result();
        return result.verdict() == Verdict.INCONCLUSIVE ? -result.event() : result.event();
    }

    /**
     * Compares on so many different alterations, or fewer where there are not so many, and on the trace itself.
     *
     * @throws IllegalStateException the oracle cannot judge the trace spec
     */
    public Comparison compare(int mutants, long seed, Subject subject) throws InvalidInputException {
        Map<List<Event>, String> all = alterations(mutants, new Random(seed));
        List<List<Event>> traces = new ArrayList<>(all.keySet());
        List<String> names = new ArrayList<>(all.values());
        traces.add(trace);
        names.add("the trace itself");
        List<Long> expected = oracle.judge(traces);
        List<String> disagreements = new ArrayList<>();
        int undecided = 0;
        for (int i = 0; i < traces.size(); i++) {
            long found = subject.judge(spec, header, traces.get(i));
            if (found < 0 && found == -expected.get(i)) {
                undecided++;
            } else if (found != expected.get(i)) {
                disagreements.add(spec.name() + ", " + names.get(i) + ": the oracle says " + show(expected.get(i))
                        + ", the checker " + show(found));
            }
        }
        int rejected = (int) expected.stream().filter(first -> first > 0).count();
        return new Comparison(all.size(), rejected, undecided, disagreements);
    }

    /** Every other one is altered twice. */
    private Map<List<Event>, String> alterations(int most, Random random) {
        Mutator mutator = new Mutator(trace, spec.actions(), random);
        Map<List<Event>, String> all = new LinkedHashMap<>();
        for (int tries = 0; tries < 4 * most && all.size() < most; tries++) {
            Mutant first = mutator.any();
            List<Event> once = first.of(trace);
            if (tries % 2 == 0 || once.isEmpty()) {
                all.putIfAbsent(once, show(first));
            } else {
                Mutant second = new Mutator(once, spec.actions(), random).any();
                all.putIfAbsent(second.of(once), show(first) + "; then " + show(second));
            }
        }
        return all;
    }

    private static String show(Mutant mutant) {
        return "event " + (mutant.at() + 1) + ", " + mutant.kind() + ": " + mutant.what();
    }

    private static String show(long event) {
        return event == 0 ? "accepted" : event < 0 ? "inconclusive at " + -event : "rejected at " + event;
    }
}
