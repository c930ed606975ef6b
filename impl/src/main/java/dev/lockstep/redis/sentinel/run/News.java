package dev.lockstep.redis.sentinel.run;

/**
 * Tells what a sentinel has come to.
 *
 * @param epoch the epoch of its failover
 */
public record News(Kind kind, int epoch) {
    /** Tells what has happened. */
    public enum Kind {
        /** It has begun a failover. */
        BEGUN,
        /** It leads. */
        ELECTED,
        /** Its replica is the master. */
        PROMOTED,
        /** Its failover has ended, one way or the other. */
        OVER,
        /** Its clock has jumped. */
        TILTED
    }
}
