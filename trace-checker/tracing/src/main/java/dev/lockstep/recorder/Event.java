package dev.lockstep.recorder;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * An event that no method of a core causes, to be recorded by hand: a crash, a lost message.
 *
 * <p>A variable that the header lists as {@code complete} and that {@link #state} does not mention is claimed to be unchanged: a crash
 * that loses a process's volatile variables says here what they become.
 *
 * @param process whose event it is
 * @param instance null: the program runs one instance of the spec
 * @param action the spec's action
 * @param args its arguments by the spec's names, among them the process if the action takes it
 * @param state observed values after the event
 * @param added what the event adds, exactly, to a variable that is a set, a bag or a sequence
 * @param removed what it takes away, exactly
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

    /** An event without arguments and observations. */
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
