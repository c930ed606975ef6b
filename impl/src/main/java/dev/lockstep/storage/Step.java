package dev.lockstep.storage;

import java.util.Locale;

/** Names the physical step that a page needs next, written as in {@code StableStorage.tla}. */
public enum Step {
    NONE,
    READ,
    WRITE,
    SYNC,
    /** The copy that has been written is read back. */
    CHECK;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
