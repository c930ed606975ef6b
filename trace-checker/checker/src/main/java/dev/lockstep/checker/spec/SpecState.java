package dev.lockstep.checker.spec;

import org.jspecify.annotations.Nullable;

/** Represents one state of a loaded spec. Equal states are equal; its {@code toString} is TLC's, a conjunct per variable. */
public interface SpecState {
    /** Returns the construct, with its place, for which TLC was asked about this state; null: nothing was. */
    default @Nullable String askedOfTlc() {
        return null;
    }
}
