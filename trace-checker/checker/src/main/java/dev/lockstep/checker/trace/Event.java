package dev.lockstep.checker.trace;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds one line of a trace: a step, and what was seen of it.
 *
 * @param index the index from 1, in the trace's order
 * @param file where the event was read from
 * @param line the line in that file, from 1
 * @param process the process that takes the step; null in traces of full states
 * @param clock Lamport time; null: events are in the file's order
 * @param seq the how-manieth event of its process, from 1
 * @param action the spec's action; null: any one step of {@code Next}
 * @param args values of the action's parameters by name; absent ones are existential
 * @param state observations after the step
 * @param added what the step adds to a set-, bag-, sequence- or channels-valued variable, exactly
 * @param removed what it removes, exactly
 * @param instance which copy of the spec the event belongs to
 * @param source where in the code
 * @param threw the exception that ended the action
 * @param kind what the line tells of: nearly always a step
 */
public record Event(
        long index,
        String file,
        long line,
        @Nullable Value process,
        @Nullable Long clock,
        @Nullable Long seq,
        @Nullable String action,
        Map<String, Value> args,
        Map<String, Value> state,
        Map<String, List<Value>> added,
        Map<String, List<Value>> removed,
        @Nullable String instance,
        @Nullable String source,
        @Nullable String threw,
        Kind kind) {

    /** Tells what a line of a trace tells of. */
    public enum Kind {
        /** A step of the spec happened. */
        STEP,
        /** A process begins an operation: the step happens between now and its return. */
        CALL,
        /** The operation that the process has begun ends; the arguments are its results. */
        RETURN,
        /** A step of the spec happened, back to a state from which on all states repeat. */
        LOOP,
        /** Returns the trace ends; the observations hold in the last state. */
        END
    }

    /** Makes a step. */
    public Event(
            long index,
            String file,
            long line,
            @Nullable Value process,
            @Nullable Long clock,
            @Nullable Long seq,
            @Nullable String action,
            Map<String, Value> args,
            Map<String, Value> state,
            Map<String, List<Value>> added,
            Map<String, List<Value>> removed,
            @Nullable String instance,
            @Nullable String source,
            @Nullable String threw) {
        this(
                index, file, line, process, clock, seq, action, args, state, added, removed, instance, source, threw,
                Kind.STEP);
    }

    /** Returns the event as one of another kind. */
    public Event as(Kind other) {
        return new Event(
                index, file, line, process, clock, seq, action, args, state, added, removed, instance, source, threw,
                other);
    }

    /** Returns an event that says no more than which step was taken. */
    public static Event step(String file, long index, @Nullable String action, Map<String, Value> args) {
        return new Event(
                index, file, index + 1, null, null, null, action, args, Map.of(), Map.of(), Map.of(), null, null, null);
    }

    /** Returns the event, but for where and when it is. */
    public Event content() {
        return new Event(
                0, "", 0, process, null, null, action, args, state, added, removed, instance, source, threw, kind);
    }

    /** Returns the event at another place of the trace. */
    public Event at(long newIndex) {
        return new Event(
                newIndex, file, line, process, clock, seq, action, args, state, added, removed, instance, source, threw,
                kind);
    }

    /** Returns the event at another place of the trace, with a clock. */
    public Event at(long newIndex, long newClock) {
        return new Event(
                newIndex, file, line, process, newClock, seq, action, args, state, added, removed, instance, source,
                threw, kind);
    }

    /** Returns the event without what was seen of it: the step alone. */
    public Event unobserved() {
        return observing(Map.of(), Map.of(), Map.of());
    }

    /** Returns the event with these observations instead. */
    public Event observing(
            Map<String, Value> newState, Map<String, List<Value>> newAdded, Map<String, List<Value>> newRemoved) {
        return new Event(
                index,
                file,
                line,
                process,
                clock,
                seq,
                action,
                args,
                newState,
                newAdded,
                newRemoved,
                instance,
                source,
                threw,
                kind);
    }

    /** Returns the event without one thing that it says: {@code args.p}, {@code state.clock}, {@code added.network}, ... */
    public Event without(String field) {
        return of(action, without(args, "args.", field))
                .observing(
                        without(state, "state.", field),
                        without(added, "added.", field),
                        without(removed, "removed.", field));
    }

    private static <T extends Object> Map<String, T> without(Map<String, T> map, String part, String field) {
        Map<String, T> rest = new LinkedHashMap<>(map);
        rest.keySet().removeIf(name -> field.equals(part + name));
        return rest;
    }

    /** Returns the event as one of this action with these arguments; null: any action. */
    public Event of(@Nullable String newAction, Map<String, Value> newArgs) {
        return new Event(
                index, file, line, process, clock, seq, newAction, newArgs, state, added, removed, instance, source,
                threw, kind);
    }

    /** Returns the event as one of this process; null: of none. */
    public Event by(@Nullable Value newProcess) {
        return new Event(
                index,
                file,
                line,
                newProcess,
                clock,
                seq,
                action,
                args,
                state,
                added,
                removed,
                instance,
                source,
                threw,
                kind);
    }

    /** Returns the event as one that this place in the code has. */
    public Event from(String newSource) {
        return new Event(
                index, file, line, process, clock, seq, action, args, state, added, removed, instance, newSource,
                threw);
    }

    /** Returns the event without its place among those of its process. */
    public Event unnumbered() {
        return new Event(
                index, file, line, process, clock, null, action, args, state, added, removed, instance, source, threw,
                kind);
    }

    /** Returns the event without its clock, and without its place among those of its process. */
    public Event untimed() {
        return new Event(
                index, file, line, process, null, null, action, args, state, added, removed, instance, source, threw,
                kind);
    }

    /** Returns the event in one line, as an explanation names it. */
    public String title() {
        StringBuilder title = new StringBuilder();
        title.append(
                switch (kind) {
                    case STEP -> action == null ? "a step of Next" : action;
                    case CALL -> "the call of " + action;
                    case RETURN -> "the return of " + action;
                    case LOOP ->
                        "the step of Next that closes the loop, from the last state back to the one that \"loop\" names";
                    case END -> "the end";
                });
        if (!args.isEmpty()) {
            title.append('(');
            String separator = "";
            for (Map.Entry<String, Value> arg : args.entrySet()) {
                title.append(separator).append(arg.getKey()).append(" = ").append(arg.getValue());
                separator = ", ";
            }
            title.append(')');
        }
        if (process != null) {
            title.append(" of process ").append(process instanceof Value.Str s ? s.value() : process.toString());
        }
        if (source != null) {
            title.append(" at ").append(source);
        }
        return title.toString();
    }

    /** The event cannot be used; the message names its file and line. */
    public InvalidInputException invalid(String message) {
        return new InvalidInputException(file, line, message);
    }
}
