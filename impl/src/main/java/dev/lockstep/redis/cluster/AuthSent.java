package dev.lockstep.redis.cluster;

import java.util.Locale;

/** Tells how far an election is: {@code failover_auth_sent}, as the spec writes it. */
public enum AuthSent {
    NONE,
    /** It is to come. */
    DELAYED,
    /** Votes have been asked for. */
    SENT;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
