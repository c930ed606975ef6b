package dev.lockstep.recorder;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Describes an event that no method of a core causes, such as a crash or a lost message. It is recorded by hand.
 *
 * An event may leave out a variable that the header lists as {@code complete}: then the variable is unchanged. So an event for a crash must
 * say in {@link #state} what the volatile variables of the process become.
 *
 * @param process the process to which the event belongs
 * @param instance the instance of the spec; null if the program runs only one
 * @param action the name of the spec's action
 * @param args the arguments of the action by their names in the spec; the process is among them if the action takes it
 * @param state the values of variables after the event
 * @param added the elements that the event adds to each variable that is a set, a bag or a sequence: all of them, and no others
 * @param removed the elements that the event removes from each variable: all of them, and no others
 */
public record Event(
        String process,
        String instance,
        String action,
        Map<String, Object> args,
        Map<String, Object> state,
        Map<String, Collection<?>> added,
        Map<String, Collection<?>> removed) {
    public Event {
        Objects.requireNonNull(process, "process");
        Objects.requireNonNull(action, "action");
        args = Collections.unmodifiableMap(new TreeMap<>(args));
        state = Collections.unmodifiableMap(new TreeMap<>(state));
        added = Collections.unmodifiableMap(new TreeMap<>(added));
        removed = Collections.unmodifiableMap(new TreeMap<>(removed));
    }

    /** Returns an event without arguments and without values of variables. */
    public static Event of(String process, String action) {
        return new Event(process, null, action, Map.of(), Map.of(), Map.of(), Map.of());
    }

    public Event withInstance(String name) {
        return new Event(process, name, action, args, state, added, removed);
    }

    public Event withArgs(Map<String, ?> values) {
        return new Event(process, instance, action, new TreeMap<>(values), state, added, removed);
    }

    public Event withState(Map<String, ?> values) {
        return new Event(process, instance, action, args, new TreeMap<>(values), added, removed);
    }

    public Event withAdded(Map<String, ? extends Collection<?>> values) {
        return new Event(process, instance, action, args, state, new TreeMap<>(values), removed);
    }

    public Event withRemoved(Map<String, ? extends Collection<?>> values) {
        return new Event(process, instance, action, args, state, added, new TreeMap<>(values));
    }
}
