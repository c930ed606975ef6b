package dev.lockstep.checker;

import dev.lockstep.checker.trace.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells why it is not known whether a trace is a behaviour of the spec.
 *
 * @param event at which it is not known any more; null: nothing was known to begin with
 * @param why what keeps it from being known
 * @param advice how it came to that and what can be done, a line each
 */
public record Inconclusive(@Nullable Event event, String why, List<String> advice) implements Finding {
    public Inconclusive {
        advice = List.copyOf(advice);
    }
}
