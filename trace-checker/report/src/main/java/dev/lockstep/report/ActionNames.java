package dev.lockstep.report;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.StateValues;
import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the action of each step of a behaviour. TLC names the part of Next that it divides it into, which may hold several actions. */
final class ActionNames {
    private final LoadedSpec spec;
    private final StateValues read;

    ActionNames(LoadedSpec spec) {
        this.spec = spec;
        this.read = spec.stateValues();
    }

    /**
     * Returns the action of each step; empty where there is none, as the spec cannot be stepped there.
     *
     * @param states the states from an initial one
     */
    List<Optional<String>> of(List<Map<String, Value>> states) {
        List<Optional<String>> names = new ArrayList<>();
        try {
            Optional<SpecState> current =
                    spec.initialStates(states.get(0), 1).stream().findFirst();
            for (Map<String, Value> state : states.subList(1, states.size())) {
                Optional<String> name = Optional.empty();
                Optional<SpecState> next = Optional.empty();
                for (String action : spec.actions().keySet()) {
                    if (current.isPresent() && next.isEmpty()) {
                        next = spec.unconstrained(Set.of(action)).successors(current.get()).stream()
                                .filter(reached -> is(reached, state))
                                .findFirst();
                        name = next.isPresent() ? Optional.of(action) : name;
                    }
                }
                names.add(name);
                current = next;
            }
        } catch (InvalidInputException | UnusableSpecException e) {
            names.add(Optional.empty()); // TLC's own names are left
        }
        while (names.size() < states.size() - 1) {
            names.add(Optional.empty());
        }
        return names;
    }

    private boolean is(SpecState reached, Map<String, Value> state) {
        return state.entrySet().stream()
                .allMatch(variable ->
                        Values.text(read.value(reached, variable.getKey())).equals(Values.text(variable.getValue())));
    }
}
