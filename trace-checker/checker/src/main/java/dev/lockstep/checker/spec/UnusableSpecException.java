package dev.lockstep.checker.spec;

/** TLC cannot evaluate the spec, whatever the trace: an action that leaves a variable open, an invariant that is no boolean. */
public final class UnusableSpecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnusableSpecException(String message, Throwable cause) {
        super(message, cause);
    }

    public UnusableSpecException(String message) {
        super(message);
    }
}
