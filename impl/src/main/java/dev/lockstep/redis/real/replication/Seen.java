package dev.lockstep.redis.real.replication;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds one thing that was seen of a run. Each has a time in microseconds, and no two the same. */
sealed interface Seen {
    long at();

    /** Names what is done to a server, or what it does when it hands over to another one. */
    enum Kind {
        START,
        PROMOTE,
        FOLLOW,
        SAVE,
        CRASH,
        RESTART,
        FAILOVER,
        HAND_OVER,
        TAKE_OVER,
        LOSE_FAILOVER,
        ABORT_FAILOVER;

        /** Tells whether an interval ends with it, and another one begins. */
        boolean isTurn() {
            return this != SAVE && this != FAILOVER;
        }
    }

    /**
     * Tells what was done to a server, and what it said of itself right after.
     *
     * @param asked when that was begun
     * @param host whom it follows from then on; null: nobody; of {@code FAILOVER}, to whom it is to hand over
     * @param info null after a crash
     * @param data the writes that it has
     */
    record Command(
            long asked,
            long at,
            String server,
            Kind kind,
            @Nullable String host,
            @Nullable Info info,
            List<String> data)
            implements Seen {}

    /**
     * Tells of a write that was answered.
     *
     * @param size how many writes the server then has; 0: not known
     * @param info what it said of itself right after; null: the client has not learnt of the write, others have
     */
    record Write(
            long at,
            String server,
            String value,
            long size,
            @Nullable Info info) implements Seen {}

    /** Tells of a write that was refused, as a replica does. */
    record Refusal(long at, String server) implements Seen {}

    /**
     * Tells what {@code WAIT} has returned.
     *
     * @param replicas how many have acknowledged
     */
    record Waited(long at, Write write, int replicas) implements Seen {}

    /**
     * Tells of a part of the stream that one server sends another: a write, or what is none.
     *
     * @param start the offset before it, in bytes
     * @param end the offset after it
     */
    record Element(long at, long start, long end, List<String> words) implements Seen {
        /** Returns the value that is written; null: it is no write. */
        @Nullable
        String value() {
            return words.size() > 2 && words.get(0).equalsIgnoreCase("rpush") ? words.get(2) : null;
        }
    }

    /** Tells how far a replica says to be. */
    record Ack(long at, long offset) implements Seen {}
}
