package dev.lockstep.checker;

import dev.lockstep.checker.trace.Event;
import org.jspecify.annotations.Nullable;

/**
 * What was rejected, for programs.
 *
 * @param event null: whatever the events are, there is no initial state
 * @param invariant that is false after the event's step; null unless that is why
 */
public record Rejection(
        Kind kind, @Nullable Event event, @Nullable String invariant) {
    /** Why an event is no step. */
    public enum Kind {
        /** The spec has no initial state as observed. */
        NO_INITIAL_STATE,
        /** The action is not possible with these arguments: a guard is false. */
        NOT_ENABLED,
        /** The action is possible, but what was observed is not what it does. */
        OTHER_OUTCOME,
        /** After the step an invariant of the config is false. */
        INVARIANT
    }

    /** Whether the other is a rejection of the same event for the same kind of reason. */
    public boolean isLike(Rejection other) {
        return kind == other.kind
                && (event == null ? other.event == null : other.event != null && event.index() == other.event.index())
                && (invariant == null ? other.invariant == null : invariant.equals(other.invariant));
    }
}
