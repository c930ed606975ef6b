package dev.lockstep.checker.spec;

/** One state of a loaded spec. Equal states are equal; its {@code toString} is TLC's, a conjunct per variable. */
public interface SpecState {}
