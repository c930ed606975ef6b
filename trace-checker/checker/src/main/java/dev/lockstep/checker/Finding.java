package dev.lockstep.checker;

import dev.lockstep.checker.trace.Event;
import org.jspecify.annotations.Nullable;

/** Tells why a trace is not accepted. */
public sealed interface Finding permits Rejection, Inconclusive {
    /** Returns the event where it was found; null: it is so whatever the events are. */
    @Nullable
    Event event();
}
