package dev.lockstep.checker.diagnosis;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Late;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds one behaviour of the spec that explains a trace. Its instance is the one that is rejected or else the first one. It explains all of
 * the trace if it is accepted, otherwise what comes before the event. Every candidate state is kept in memory.
 *
 * @param states the first is initial; hidden and late steps have states of their own
 * @param instance the instance that the behaviour is of; empty: the trace has none
 */
public record Behaviour(List<Map<String, Value>> states, Optional<String> instance) {
    public Behaviour {
        states = List.copyOf(states);
    }

    /** Tells how a state was reached. */
    private record Reached(SpecState state, @Nullable Reached before) {}

    /** @param trace the same one again, from its beginning, in the order that was checked */
    public static Behaviour of(CheckResult result, LoadedSpec spec, TraceReader trace) throws InvalidInputException {
        LoadedSpec.Hidden hidden = spec.hidden(trace.header().hidden());
        boolean hides = !trace.header().hidden().isEmpty();
        Late late = new Late(spec, trace.header());
        Event failed = result.rejection() == null ? null : result.rejection().event();
        Map<SpecState, Reached> reached = new LinkedHashMap<>();
        for (SpecState initial : spec.initialStates(trace.initially(), Integer.MAX_VALUE - 1)) {
            add(reached, initial, null, spec);
        }
        Optional<String> instance = failed == null ? Optional.empty() : Optional.ofNullable(failed.instance());
        boolean chosen = failed != null;
        for (Event event = trace.next(); event != null && event.index() != result.event(); event = trace.next()) {
            if (!chosen) {
                instance = Optional.ofNullable(event.instance());
                chosen = true;
            }
            if (Objects.equals(event.instance(), instance.orElse(null))) {
                Collection<Reached> from = hides ? withHidden(reached.values(), hidden, spec) : reached.values();
                List<Step> step = List.of(spec.step(event, trace.header()));
                reached = after(step, from, spec);
                while (reached.isEmpty() && !from.isEmpty()) {
                    from = after(late.before(event), from, spec).values();
                    reached = after(step, from, spec);
                }
            }
        }
        List<Map<String, Value>> states = new ArrayList<>();
        for (Reached at = reached.values().stream().findFirst().orElse(null); at != null; at = at.before) {
            states.add(values(spec, at.state));
        }
        Collections.reverse(states);
        return new Behaviour(states, instance);
    }

    private static Map<SpecState, Reached> after(List<Step> steps, Collection<Reached> from, LoadedSpec spec) {
        Map<SpecState, Reached> after = new LinkedHashMap<>();
        for (Reached each : from) {
            for (Step step : steps) {
                for (SpecState to : step.successors(each.state)) {
                    add(after, to, each, spec);
                }
            }
        }
        return after;
    }

    private static void add(Map<SpecState, Reached> to, SpecState state, @Nullable Reached from, LoadedSpec spec) {
        if (!to.containsKey(state) && spec.violatedInvariant(state) == null) {
            to.put(state, new Reached(state, from));
        }
    }

    private static Collection<Reached> withHidden(Collection<Reached> from, LoadedSpec.Hidden hidden, LoadedSpec spec) {
        Map<SpecState, Reached> all = new LinkedHashMap<>();
        from.forEach(reached -> all.put(reached.state, reached));
        Deque<Reached> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            Reached current = open.removeFirst();
            for (SpecState next : hidden.successors(current.state)) {
                int known = all.size();
                add(all, next, current, spec);
                if (all.size() > known) {
                    open.addLast(all.get(next));
                }
            }
        }
        return all.values();
    }

    private static Map<String, Value> values(LoadedSpec spec, SpecState state) {
        Map<String, Value> values = new LinkedHashMap<>();
        spec.variables().forEach(variable -> values.put(variable, spec.value(state, variable)));
        return values;
    }
}
