package dev.lockstep.checker.diagnosis;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** @param trace the same one again, from its beginning, in the order that was checked */
    public static Behaviour of(CheckResult result, LoadedSpec spec, TraceReader trace) throws InvalidInputException {
        Retracing retracing = Retracing.ofOne(result, spec, trace);
        List<Map<String, Value>> states = new ArrayList<>();
        for (Retracing.Reached at = retracing.last(); at != null; at = at.before()) {
            states.add(values(spec, at.state()));
        }
        Collections.reverse(states);
        return new Behaviour(states, retracing.instance());
    }

    private static Map<String, Value> values(LoadedSpec spec, SpecState state) {
        Map<String, Value> values = new LinkedHashMap<>();
        spec.variables().forEach(variable -> values.put(variable, spec.value(state, variable)));
        return values;
    }
}
