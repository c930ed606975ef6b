package dev.lockstep.raft;

import java.util.Locale;

/** Tells what a server is in its term; written as in {@code RaftServers.tla}. */
public enum Role {
    FOLLOWER,
    PRECANDIDATE,
    CANDIDATE,
    LEADER,
    DOWN;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
