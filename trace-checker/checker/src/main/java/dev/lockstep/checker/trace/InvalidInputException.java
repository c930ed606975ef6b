package dev.lockstep.checker.trace;

import org.jspecify.annotations.Nullable;

/** Input that cannot be read or makes no sense: a trace, a spec, a config. The message is for the user and names file and line. */
public final class InvalidInputException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidInputException(String message) {
        super(message);
    }

    public InvalidInputException(String file, long line, String message) {
        super(file + ":" + line + ": " + message);
    }

    public InvalidInputException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
