package dev.lockstep.host;

/** Holds a message and the name of the process that it is for. */
public record Send<M>(String to, M message) {}
