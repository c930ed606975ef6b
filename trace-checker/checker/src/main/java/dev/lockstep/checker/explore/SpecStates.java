package dev.lockstep.checker.explore;

import dev.lockstep.checker.spec.SpecState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the states of a spec, so that each is kept once, and compared once. */
final class SpecStates {
    private final Map<SpecState, Integer> numbers = new HashMap<>();
    private final List<SpecState> states = new ArrayList<>();

    /** Returns the number of a state, from 0. A new one gets the next. */
    int number(SpecState state) {
        Integer known = numbers.putIfAbsent(state, states.size());
        if (known != null) {
            return known;
        }
        states.add(state);
        return states.size() - 1;
    }

    /** Returns the state with this number. */
    SpecState state(int number) {
        return states.get(number);
    }
}
