package dev.lockstep.evaluator.value;

/** Thrown where the result may not be what TLC's would be, or where TLC would have none: TLC itself must be asked. */
public final class Undecided extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Without a stack trace: it is no error. */
    public Undecided(String why) {
        super(why, null, false, false);
    }
}
