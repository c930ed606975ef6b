package dev.lockstep.checker.spec;

import dev.lockstep.checker.trace.Place;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says that TLC cannot evaluate the spec, whatever the trace. An action may leave a variable open, or an invariant may be no boolean. */
public final class UnusableSpecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Place place;

    public UnusableSpecException(String message, Throwable cause) {
        super(message, cause);
        this.place = null;
    }

    /** @param place the place in the trace at which it was found */
    public UnusableSpecException(Place place, String message, Throwable cause) {
        super(message, cause);
        this.place = place;
    }

    /** Returns where in a trace it was found; empty: it is so whatever the trace is. */
    public Optional<Place> place() {
        return Optional.ofNullable(place);
    }

    public UnusableSpecException(String message) {
        super(message);
        this.place = null;
    }
}
