package dev.lockstep.redis.cluster;

import java.util.Locale;

/** Tells what a node thinks of another one's health, as the spec writes it. */
public enum Flag {
    /** Says that the node answers. */
    UP,
    /** Says that the node does not answer this one. */
    PFAIL,
    /** Says that the node does not answer most masters. */
    FAIL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
