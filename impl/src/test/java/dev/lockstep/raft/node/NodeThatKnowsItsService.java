package dev.lockstep.raft.node;

import dev.lockstep.raft.kv.Request;

/** Canary of {@link dev.lockstep.ArchitectureTest}. */
public record NodeThatKnowsItsService(Request request) {}
