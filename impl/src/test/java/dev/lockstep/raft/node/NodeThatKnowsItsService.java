package dev.lockstep.raft.node;

import dev.lockstep.raft.kv.Request;

/** A canary: breaks the rule that servers do not know what their log is for. */
record NodeThatKnowsItsService(Request request) {}
