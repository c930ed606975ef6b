package dev.lockstep.storage;

/** The two copies of a page. */
public enum Copy {
    A,
    B
}
