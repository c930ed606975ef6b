package dev.lockstep.storage;

import java.util.Locale;

/** The physical step that a page needs next; written as in {@code StableStorage.tla}. */
public enum Step {
    NONE,
    READ,
    WRITE,
    SYNC,
    /** Read back what has been written. */
    CHECK;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
