package dev.lockstep.checker.sensitivity;

import dev.lockstep.checker.trace.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Describes one alteration of a trace: some of its events are replaced by others.
 *
 * @param kind the kind of alteration
 * @param at how many events come before it
 * @param length how many events it replaces
 * @param instead the events that replace them
 * @param field what is altered, as in {@code state.clock}; null: whole events
 * @param what the alteration in words
 */
public record Mutant(
        Kind kind,
        int at,
        int length,
        List<Event> instead,
        @Nullable String field,
        String what) {
    /** Lists the kinds of alterations. */
    public enum Kind {
        DROP,
        DUPLICATE,
        SWAP,
        ALTER,
        RENAME,
        /** Every prefix of an accepted trace is accepted: only for comparing checkers. */
        TRUNCATE;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public Mutant {
        instead = List.copyOf(instead);
    }

    /** Returns the altered trace; its events count from 1. */
    public List<Event> of(List<Event> trace) {
        List<Event> altered = new ArrayList<>(trace.subList(0, at));
        altered.addAll(instead);
        altered.addAll(trace.subList(at + length, trace.size()));
        for (int i = at; i < altered.size(); i++) {
            altered.set(i, altered.get(i).at(i + 1));
        }
        return altered;
    }

    /** Returns the instances of the events that the alteration touches, each once; null stands for the only one. */
    List<@Nullable String> instances(List<Event> trace) {
        List<@Nullable String> instances = new ArrayList<>();
        List<Event> touched = new ArrayList<>(instead);
        touched.addAll(trace.subList(at, at + length));
        for (Event event : touched) {
            if (instances.stream().noneMatch(known -> Objects.equals(known, event.instance()))) {
                instances.add(event.instance());
            }
        }
        return instances;
    }
}
