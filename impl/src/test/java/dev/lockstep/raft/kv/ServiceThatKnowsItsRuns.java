package dev.lockstep.raft.kv;

import dev.lockstep.raft.run.RaftProtocol;

/** Canary of {@link dev.lockstep.ArchitectureTest}. */
public record ServiceThatKnowsItsRuns(RaftProtocol protocol) {}
