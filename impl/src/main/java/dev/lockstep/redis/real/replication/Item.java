package dev.lockstep.redis.real.replication;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds a step of a server that was seen, or follows from what was seen. It knows which steps came before it. */
final class Item {
    /** Names the steps as the mapping does. */
    enum Kind {
        WRITE,
        PING,
        REFUSE,
        WAIT,
        CONNECT,
        SERVE,
        IGNORE,
        TAKE,
        EXECUTE,
        ACK,
        TAKE_ACK,
        FAILOVER,
        HAND_OVER,
        TAKE_OVER,
        LOSE_FAILOVER,
        ABORT_FAILOVER,
        PROMOTE,
        FOLLOW,
        SAVE,
        SYNC,
        REWRITE,
        CRASH,
        RESTART
    }

    final Kind kind;
    final String server;

    /** Tells when it was seen, in microseconds. */
    final long at;

    /** The connection that it is about; null: none. */
    final @Nullable Session session;

    /** Holds what was seen; null: no more than the connection. */
    final @Nullable Seen seen;

    private final Set<Item> causes = new LinkedHashSet<>();

    Item(Kind kind, String server, long at, @Nullable Session session, @Nullable Seen seen) {
        this.kind = kind;
        this.server = server;
        this.at = at;
        this.session = session;
        this.seen = seen;
    }

    /** Says that another one came before this; null: nothing. */
    void after(@Nullable Item cause) {
        if (cause != null && cause != this) {
            causes.add(cause);
        }
    }

    Set<Item> causes() {
        return causes;
    }

    @Override
    public String toString() {
        return kind + " of " + server + " at " + at + (session == null ? "" : ", " + session);
    }
}
