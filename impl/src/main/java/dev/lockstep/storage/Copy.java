package dev.lockstep.storage;

/** Names the two copies of a page. */
public enum Copy {
    A,
    B
}
