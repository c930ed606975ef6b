package dev.lockstep.raft.kv;

import dev.lockstep.raft.run.RaftProtocol;

/** A canary: breaks the rule that the service does not know its runs. */
record ServiceThatKnowsItsRuns(RaftProtocol protocol) {}
