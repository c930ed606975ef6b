package dev.lockstep.redis.cluster;

import java.util.Locale;
import java.util.Optional;

/**
 * Tells what a client is answered.
 *
 * @param to where it is sent, or who serves it; empty: nowhere
 */
public record Goes(Kind answer, Optional<String> to) {
    /** Tells the kinds of answers, as the spec writes them. */
    public enum Kind {
        SERVE,
        MOVED,
        ASK,
        TRYAGAIN,
        CLUSTERDOWN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
