package dev.lockstep.report;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.ExplanationText;
import dev.lockstep.checker.Rejection;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.diagnosis.Retracing;
import dev.lockstep.checker.reason.Reason;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.StateValues;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Place;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes the run that a report tells of a trace and its verdict. The trace is stepped once more. */
public final class TraceRun {
    /** Beyond so many candidates a report does not follow the states of a trace. */
    private static final int MOST_CANDIDATES = 2_000;

    private static final int MOST_ALLOWED = 20;

    private final LoadedSpec spec;
    private final StateValues read;
    private final Set<String> told = new TreeSet<>();

    private TraceRun(LoadedSpec spec) {
        this.spec = spec;
        this.read = spec.stateValues();
    }

    /**
     * Makes the run.
     *
     * @param trace the same one again, from its beginning, in the order that was checked
     * @param text how the explanation names places
     * @throws InvalidInputException the trace cannot be read again
     */
    public static ReportedRun of(CheckResult result, LoadedSpec spec, TraceReader trace, ExplanationText text)
            throws InvalidInputException {
        Retracing retracing = Retracing.of(result, spec, trace, MOST_CANDIDATES);
        return new TraceRun(spec).run(result, trace.header(), retracing, text);
    }

    private ReportedRun run(CheckResult result, Header header, Retracing retracing, ExplanationText text)
            throws InvalidInputException {
        List<Retracing.Point> points = retracing.points();
        for (Retracing.Point point : points) {
            if (point.event() != null) {
                told.addAll(point.event().added().keySet());
            }
        }
        told.retainAll(spec.variables());
        Map<String, Map<String, Value>> beginnings = new LinkedHashMap<>();
        Map<String, SpecState> states = new HashMap<>();
        Map<String, Map<String, Value>> values = new HashMap<>();
        retracing.beginnings().forEach((instance, state) -> {
            Map<String, Value> first = values(state, null, null);
            beginnings.put(instance, first);
            states.put(instance, state);
            values.put(instance, first);
        });
        List<ReportedRun.Step> steps = new ArrayList<>();
        long most = 0;
        for (int i = 0; i < points.size(); i++) {
            Retracing.Point point = points.get(i);
            boolean isWrong = retracing.failed().isPresent() && i == points.size() - 1;
            Map<String, Value> after = null;
            Map<String, StateValues.Moved> moved = new LinkedHashMap<>();
            if (point.after() != null) {
                SpecState before = states.get(point.instance());
                told.forEach(
                        variable -> moved(before, point.after(), variable).ifPresent(of -> moved.put(variable, of)));
                after = values(point.after(), states.get(point.instance()), values.get(point.instance()));
                states.put(point.instance(), point.after());
                values.put(point.instance(), after);
            }
            Event event = point.event() != null ? point.event() : unlogged(points, i);
            ReportedRun.Kind kind = isWrong
                    ? ReportedRun.Kind.WRONG
                    : point.event() == null ? ReportedRun.Kind.UNLOGGED : ReportedRun.Kind.LOGGED;
            most = Math.max(most, point.candidates());
            steps.add(new ReportedRun.Step(
                    event.index(), event, kind, point.instance(), after, moved, point.candidates()));
        }
        List<String> remarks = new ArrayList<>();
        retracing
                .unknownFrom()
                .ifPresent(event -> remarks.add("From event " + event.index()
                        + " on this page shows no states, as more than " + MOST_CANDIDATES + " explain the trace."));
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("events", String.valueOf(result.events()));
        figures.put("candidate states, at most", most == 0 ? "not known" : String.valueOf(most));
        figures.put("candidate states, in all", String.valueOf(result.states()));
        if (beginnings.size() > 1) {
            figures.put("instances", String.valueOf(beginnings.size()));
        }
        if (result.eventsByTlc() > 0) {
            figures.put("events that TLC decided", String.valueOf(result.eventsByTlc()));
        }
        Map<String, Long> actions = new TreeMap<>();
        spec.actions().keySet().forEach(action -> actions.put(action, 0L));
        actions.putAll(result.actions());
        ReportedRun run = new ReportedRun(
                result.trace(),
                spec.name(),
                verdict(result),
                result.verdict().isAccepted()
                        ? ReportedRun.Tone.GOOD
                        : result.verdict() == Verdict.REJECTED ? ReportedRun.Tone.BAD : ReportedRun.Tone.WARN,
                result.why() == null ? List.of(result.toString()) : text.lines(result.why()),
                figures,
                remarks,
                steps,
                beginnings,
                told,
                header.local(),
                -1,
                allowed(retracing),
                wrongCells(result.rejection()),
                falseAt(result.rejection()),
                actions);
        return told.isEmpty() ? MessageVariables.toldApart(run) : run;
    }

    private Optional<StateValues.Moved> moved(SpecState before, SpecState after, String variable) {
        if (read.isSame(before, after, variable)) {
            return Optional.empty();
        }
        Optional<StateValues.Moved> difference = read.difference(before, after, variable);
        boolean isKnown = difference.isPresent()
                || Values.records(read.value(before, variable)) == null
                || Values.records(read.value(after, variable)) == null;
        return isKnown
                ? difference
                : Optional.of(Values.difference(read.value(before, variable), read.value(after, variable)));
    }

    private static String verdict(CheckResult result) {
        String verdict = result.verdict().name().toLowerCase(Locale.ROOT);
        return result.event() > 0
                ? verdict + " at event " + result.event()
                : verdict + ", " + result.events() + " events";
    }

    private static Event unlogged(List<Retracing.Point> points, int index) {
        for (int i = index; i < points.size(); i++) {
            Event next = points.get(i).event();
            if (next != null
                    && points.get(i).instance().equals(points.get(index).instance())) {
                return Event.step(next.file(), next.index(), null, Map.of());
            }
        }
        return Event.step("", 0, null, Map.of());
    }

    /** Returns the values of all variables; those that stay the same are the same objects. */
    private Map<String, Value> values(
            SpecState state, @Nullable SpecState last, @Nullable Map<String, Value> lastValues) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (String variable : spec.variables()) {
            if (last != null && told.contains(variable)) {
                continue; // its changes are told instead
            }
            boolean isSame = last != null && lastValues != null && read.isSame(last, state, variable);
            values.put(variable, isSame ? lastValues.get(variable) : value(state, variable));
        }
        return values;
    }

    private Value value(SpecState state, String variable) {
        try {
            return read.value(state, variable);
        } catch (IllegalArgumentException e) {
            return new Value.Text("a value that cannot be written out");
        }
    }

    /** Returns what the spec has for each variable after the action of the failed event, whatever the event observes. */
    private Map<String, List<Value>> allowed(Retracing retracing) throws InvalidInputException {
        List<SpecState> before = retracing.beforeFailed();
        List<SpecState> after = retracing.allowed(before.subList(0, Math.min(before.size(), MOST_ALLOWED)));
        Map<String, List<Value>> allowed = new LinkedHashMap<>();
        if (!after.isEmpty()) {
            for (String variable : spec.variables()) {
                allowed.put(
                        variable,
                        after.stream()
                                .limit(MOST_ALLOWED)
                                .map(state -> value(state, variable))
                                .distinct()
                                .toList());
            }
        }
        return allowed;
    }

    private static Set<String> wrongCells(@Nullable Rejection rejection) {
        Set<String> cells = new LinkedHashSet<>();
        if (rejection != null) {
            for (Reason reason : rejection.reasons()) {
                if (reason instanceof Reason.OtherOutcome other) {
                    cells.add(
                            switch (other.seen()) {
                                case VALUE, UNCHANGED -> other.variable();
                                case ADDED -> other.variable() + ReportData.ADDED;
                                case REMOVED -> other.variable() + ReportData.REMOVED;
                            });
                }
            }
        }
        return cells;
    }

    private static List<Place> falseAt(@Nullable Rejection rejection) {
        List<Place> places = new ArrayList<>();
        if (rejection != null) {
            rejection.reasons().forEach(reason -> places(reason, places));
        }
        return places;
    }

    private static void places(Reason reason, List<Place> places) {
        reason.where().ifPresent(places::add);
        if (reason instanceof Reason.FalseConjunct conjunct) {
            conjunct.below().forEach(below -> places(below, places));
        }
    }
}
