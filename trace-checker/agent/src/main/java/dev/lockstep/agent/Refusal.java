package dev.lockstep.agent;

/** A class is annotated in a way that the weaver cannot honour. The message says what, where, and what to do. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refusal(String message) {
        super(message, null, false, false);
    }
}
