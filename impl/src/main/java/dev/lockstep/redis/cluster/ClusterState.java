package dev.lockstep.redis.cluster;

import java.util.Locale;

/** Tells whether a node serves clients, as the spec writes it. */
public enum ClusterState {
    OK,
    FAIL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
