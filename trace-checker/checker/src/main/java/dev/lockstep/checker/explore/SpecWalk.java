package dev.lockstep.checker.explore;

import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import java.util.List;

/**
 * Holds a behaviour of a spec from its initial state, as a trace.
 *
 * @param name how it is called
 * @param events the steps, each with its action, its arguments as far as they are known, and the values after it
 * @param states the states after the steps
 */
public record SpecWalk(String name, Header header, List<Event> events, List<SpecState> states) {
    public SpecWalk {
        events = List.copyOf(events);
        states = List.copyOf(states);
    }

    @Override
    public String toString() {
        return name + " of " + events.size() + " steps";
    }
}
