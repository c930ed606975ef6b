package dev.lockstep.checker.diagnosis;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Late;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Steps a spec along a trace once more, and remembers how each state was reached. So a behaviour that explains the trace can be told. Every
 * candidate state is kept in memory.
 */
public final class Retracing {
    private static final String ONLY_INSTANCE = "";

    /**
     * Holds one point of the trace.
     *
     * @param event null: the step is not logged
     * @param instance the instance that takes the step; empty: the trace has none
     * @param before the state before it; null: it is not known
     * @param after the state after it; null: it is not known, or there is none
     * @param candidates how many states explain the trace of this instance up to here, this event included; 0: not known
     */
    public record Point(
            @Nullable Event event,
            String instance,
            @Nullable SpecState before,
            @Nullable SpecState after,
            int candidates) {}

    /** Tells how a state was reached; event null: by a step that is not logged, or it is initial. */
    record Reached(
            SpecState state,
            @Nullable Reached before,
            @Nullable Event event) {}

    private final LoadedSpec spec;
    private final Header header;
    private final LoadedSpec.@Nullable Hidden hidden;
    private final Late late;
    private final int most;
    private final List<SpecState> initial;
    private final Map<String, Collection<Reached>> instances = new HashMap<>();
    private final List<Event> events = new ArrayList<>();
    private final Map<Long, Integer> candidates = new HashMap<>();
    private final boolean isOfOne;
    private @Nullable String only;
    private @Nullable Event unknownFrom;
    private @Nullable Event failed;

    private Retracing(CheckResult result, LoadedSpec spec, TraceReader trace, int most, boolean isOfOne)
            throws InvalidInputException {
        this.spec = spec;
        this.header = trace.header();
        this.hidden = header.hidden().isEmpty() ? null : spec.hidden(header.hidden());
        this.late = new Late(spec, header);
        this.most = most;
        this.isOfOne = isOfOne;
        this.initial = new ArrayList<>();
        for (SpecState state : spec.initialStates(trace.initially(), most)) {
            if (spec.violatedInvariant(state) == null) {
                initial.add(state);
            }
        }
        Event rejected = result.rejection() == null ? null : result.rejection().event();
        this.only = !isOfOne || rejected == null ? null : instance(rejected);
        for (Event event = trace.next(); event != null; event = trace.next()) {
            if (event.index() == result.event()) {
                failed = event;
                break;
            }
            take(event);
        }
    }

    /**
     * Steps along all instances of a trace, up to the event at which the verdict was reached.
     *
     * @param trace the same one again, from its beginning, in the order that was checked
     * @param most beyond so many candidates the states are not followed; they are unknown from there on
     */
    public static Retracing of(CheckResult result, LoadedSpec spec, TraceReader trace, int most)
            throws InvalidInputException {
        return new Retracing(result, spec, trace, most, false);
    }

    /** Steps along the instance that is rejected, or else the first one, however many candidates there are. */
    static Retracing ofOne(CheckResult result, LoadedSpec spec, TraceReader trace) throws InvalidInputException {
        return new Retracing(result, spec, trace, Integer.MAX_VALUE - 1, true);
    }

    private static String instance(Event event) {
        return Objects.requireNonNullElse(event.instance(), ONLY_INSTANCE);
    }

    private void take(Event event) throws InvalidInputException {
        String instance = instance(event);
        only = isOfOne && only == null ? instance : only;
        if (isOfOne && !instance.equals(only)) {
            return;
        }
        events.add(event);
        if (unknownFrom != null || event.kind() == Event.Kind.END) {
            return;
        }
        Collection<Reached> from = reached(instance);
        if (from.size() > most) {
            unknownFrom = event;
            return;
        }
        List<Step> step = List.of(spec.step(event, header));
        Collection<Reached> open = hidden == null ? from : withHidden(from, hidden);
        Map<SpecState, Reached> to = after(step, open, event);
        while (to.isEmpty() && !open.isEmpty() && open.size() <= most) {
            open = after(late.before(event), open, null).values();
            to = after(step, open, event);
        }
        if (to.isEmpty() || to.size() > most) {
            unknownFrom = event;
        } else {
            instances.put(instance, to.values());
            candidates.put(event.index(), to.size());
        }
    }

    private Collection<Reached> reached(String instance) {
        Collection<Reached> known = instances.get(instance);
        if (known == null) {
            known = initial.stream()
                    .distinct()
                    .map(state -> new Reached(state, null, null))
                    .toList();
            instances.put(instance, known);
        }
        return known;
    }

    private Map<SpecState, Reached> after(List<Step> steps, Collection<Reached> from, @Nullable Event event) {
        Map<SpecState, Reached> after = new LinkedHashMap<>();
        for (Reached each : from) {
            for (Step step : steps) {
                for (SpecState to : step.successors(each.state)) {
                    add(after, to, each, event);
                }
            }
        }
        return after;
    }

    private void add(Map<SpecState, Reached> to, SpecState state, Reached from, @Nullable Event event) {
        if (!to.containsKey(state) && spec.violatedInvariant(state) == null) {
            to.put(state, new Reached(state, from, event));
        }
    }

    private Collection<Reached> withHidden(Collection<Reached> from, LoadedSpec.Hidden steps) {
        Map<SpecState, Reached> all = new LinkedHashMap<>();
        from.forEach(reached -> all.put(reached.state, reached));
        Deque<Reached> open = new ArrayDeque<>(from);
        while (!open.isEmpty() && all.size() <= most) {
            Reached current = open.removeFirst();
            for (SpecState next : steps.successors(current.state)) {
                int known = all.size();
                add(all, next, current, null);
                if (all.size() > known) {
                    open.addLast(all.get(next));
                }
            }
        }
        return all.values();
    }

    /** Returns the first event from which on there are too many states to follow; empty: all are known. */
    public Optional<Event> unknownFrom() {
        return Optional.ofNullable(unknownFrom);
    }

    /** Returns the event at which the verdict was reached; empty: the trace is accepted. */
    public Optional<Event> failed() {
        return Optional.ofNullable(failed);
    }

    /** Returns the states in which the spec may be before the failed event; none: they are not known. */
    public List<SpecState> beforeFailed() {
        return failed == null || unknownFrom != null
                ? List.of()
                : reached(instance(failed)).stream().map(Reached::state).toList();
    }

    /** Returns the states after a step of the failed event's action from these, whatever the event observes. */
    public List<SpecState> allowed(List<SpecState> from) throws InvalidInputException {
        if (failed == null || failed.kind() == Event.Kind.END) {
            return List.of();
        }
        Step step = spec.step(failed.unobserved(), header.incomplete());
        return from.stream()
                .flatMap(state -> step.successors(state).stream())
                .distinct()
                .toList();
    }

    /** Returns the one instance that was retraced. */
    Optional<String> instance() {
        return only == null || only.equals(ONLY_INSTANCE) ? Optional.empty() : Optional.of(only);
    }

    /** Returns a behaviour of the one instance, from an initial state on; null: none. */
    @Nullable
    Reached last() {
        Collection<Reached> known = only == null ? reached(ONLY_INSTANCE) : reached(only);
        return known.stream().findFirst().orElse(null);
    }

    /** Returns the initial state of the behaviour that is told of each instance. */
    public Map<String, SpecState> beginnings() {
        Map<String, SpecState> beginnings = new LinkedHashMap<>();
        instances.forEach((instance, known) -> known.stream().findFirst().ifPresent(last -> {
            Reached first = last;
            while (first.before != null) {
                first = first.before;
            }
            beginnings.put(instance, first.state);
        }));
        return beginnings;
    }

    /**
     * Returns all points in the order of the trace; the failed event is the last one. Steps that are not logged come right before the next
     * event of their instance.
     */
    public List<Point> points() {
        Map<Long, List<Reached>> byEvent = new HashMap<>();
        instances.forEach((instance, known) -> {
            List<Reached> unlogged = new ArrayList<>();
            Reached at = known.stream().findFirst().orElse(null);
            Deque<Reached> steps = new ArrayDeque<>();
            while (at != null && at.before != null) {
                steps.addFirst(at);
                at = at.before;
            }
            for (Reached step : steps) {
                unlogged.add(step);
                if (step.event != null) {
                    byEvent.put(step.event.index(), List.copyOf(unlogged));
                    unlogged.clear();
                }
            }
        });
        List<Point> points = new ArrayList<>();
        for (Event event : events) {
            List<Reached> steps = byEvent.get(event.index());
            if (steps == null) {
                points.add(new Point(event, instance(event), null, null, candidates.getOrDefault(event.index(), 0)));
                continue;
            }
            for (Reached step : steps) {
                points.add(new Point(
                        step.event,
                        instance(event),
                        Objects.requireNonNull(step.before).state,
                        step.state,
                        step.event == null ? 0 : candidates.getOrDefault(event.index(), 0)));
            }
        }
        if (failed != null) {
            SpecState before = beforeFailed().stream().findFirst().orElse(null);
            points.add(new Point(failed, instance(failed), before, null, 0));
        }
        return points;
    }
}
