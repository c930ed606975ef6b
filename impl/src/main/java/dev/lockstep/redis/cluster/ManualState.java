package dev.lockstep.redis.cluster;

import java.util.Locale;

/** Tells how far a failover is that a person has asked for: {@code mf_state}, as the spec writes it. */
public enum ManualState {
    NONE,
    /** The replica waits until it has all that its master has. */
    WAIT,
    START;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
