package dev.lockstep.checker;

import dev.lockstep.checker.reason.Nearest;
import dev.lockstep.checker.reason.Reason;
import dev.lockstep.checker.reason.Reason.InvariantViolated;
import dev.lockstep.checker.reason.Reason.StepForbidden;
import dev.lockstep.checker.trace.Event;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells what was rejected, and why.
 *
 * @param event null: whatever the events are, there is no initial state
 * @param states how many states explain what comes before the event
 * @param nearest what is wrong in the one that is nearest to allowing the event
 */
public record Rejection(Kind kind, @Nullable Event event, int states, Nearest nearest) implements Finding {
    /** Tells why an event is no step. */
    public enum Kind {
        /** The spec has no initial state as observed. */
        NO_INITIAL_STATE,
        /** The action is not possible with these arguments: a guard is false. */
        NOT_ENABLED,
        /** The action is possible, but what was observed is not what it does. */
        OTHER_OUTCOME,
        /** After the step an invariant of the config is false, or the config does not allow such a step. */
        INVARIANT,
        /** The last state is not as the trace says. */
        AT_END
    }

    /** Returns what is wrong in the nearest state. */
    public List<Reason> reasons() {
        return nearest.reasons();
    }

    /**
     * Returns what is wrong, without its values: false conjuncts, as {@code Bank.tla:18 n <= balance[from]}, or what was observed, as
     * {@code clock["p1"]}.
     */
    public Set<String> subjects() {
        return reasons().stream().map(Reason::subject).collect(Collectors.toSet());
    }

    /** Returns the invariant, or the property or action constraint, that the event's step violates; null unless that is why. */
    public @Nullable String invariant() {
        Reason first = reasons().get(0);
        return first instanceof InvariantViolated violated
                ? violated.invariant()
                : kind == Kind.INVARIANT && first instanceof StepForbidden forbidden ? forbidden.name() : null;
    }

    /** Returns whether the other rejects the same event, with the same conjuncts false or the same observations wrong. */
    public boolean isLike(Rejection other) {
        return kind == other.kind
                && (event == null ? other.event == null : other.event != null && event.index() == other.event.index())
                && subjects().equals(other.subjects());
    }
}
