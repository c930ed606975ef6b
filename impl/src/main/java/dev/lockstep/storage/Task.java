package dev.lockstep.storage;

import java.util.Locale;

/** Names the task of a page, written as in {@code StableStorage.tla}. */
public enum Task {
    DOWN,
    OPEN,
    IDLE,
    PUT,
    GET,
    SCAN,
    /** Both copies were found bad: the page is lost. */
    FAILED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
