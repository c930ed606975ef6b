package dev.lockstep.checker.spec;

import org.jspecify.annotations.Nullable;

/** Represents one state of a loaded spec. Equal states are equal; its {@code toString} is TLC's, a conjunct per variable. */
public interface SpecState {
    /** Returns the 64-bit fingerprint by which searches tell states apart. 0: it has none, and is compared as a whole. */
    default long fingerprint() {
        return 0;
    }

    /** Returns the construct, with its place, for which TLC was asked about this state; null: nothing was. */
    default @Nullable String askedOfTlc() {
        return null;
    }
}
