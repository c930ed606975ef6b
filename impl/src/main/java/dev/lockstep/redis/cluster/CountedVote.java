package dev.lockstep.redis.cluster;

/** Represents a vote that a candidate counts. */
record CountedVote(String voter, int epoch) {}
