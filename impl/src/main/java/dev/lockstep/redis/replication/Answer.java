package dev.lockstep.redis.replication;

/**
 * Tells what a client is told of its write.
 *
 * @param value what it has written
 * @param kind what it is told
 */
public record Answer(String value, Kind kind) {
    /** Names the answers. */
    public enum Kind {
        /** The write is executed; if the client waits for replicas, another answer follows. */
        WRITTEN,
        /** The write has the acknowledgements that the client waits for. If it waits for none, it hears of it at once. */
        ACKNOWLEDGED,
        /** It does not have them in time. */
        TOO_FEW,
        /** The server is a master no longer. */
        FAILED
    }
}
