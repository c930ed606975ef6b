package dev.lockstep.checker.trace;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reports input that cannot be read or makes no sense: a trace, a spec, a config. The message is for the user and begins with file and
 * line, where there are such.
 */
public final class InvalidInputException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Place place;
    private final String what;

    public InvalidInputException(String message) {
        this(message, (Throwable) null);
    }

    public InvalidInputException(String file, long line, String message) {
        this(new Place(file, line, 1), message, null);
    }

    public InvalidInputException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.place = null;
        this.what = message;
    }

    public InvalidInputException(Place place, String message, @Nullable Throwable cause) {
        super(place.brief() + ": " + message, cause);
        this.place = place;
        this.what = message;
    }

    /** Returns where it is wrong; empty: it is no place in a file, or the message names the file alone. */
    public Optional<Place> place() {
        return Optional.ofNullable(place);
    }

    /** Returns what is wrong, without the place. */
    public String what() {
        return what;
    }
}
