package dev.lockstep.redis.sentinel;

import java.util.Locale;

/** Tells how far the failover of a sentinel is, as its log and the spec write it. */
public enum FailoverState {
    NONE,
    WAIT_START,
    SELECT_SLAVE,
    SEND_SLAVEOF_NOONE,
    WAIT_PROMOTION,
    RECONF_SLAVES,
    UPDATE_CONFIG;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
