package dev.lockstep.redis.cluster.run;

import dev.lockstep.redis.cluster.Goes;
import java.util.Set;

/** Tells what clients of a node are answered, and what becomes of it. */
public sealed interface News {
    /** A client is answered a command about these keys. */
    record Answered(Set<String> keys, Goes.Kind answer) implements News {}

    /** A client that has been sent on too often gives up. */
    record GaveUp() implements News {}

    /**
     * The node has these keys now, and no others.
     *
     * @param isMaster whether it is a master
     */
    record Holds(Set<String> keys, boolean isMaster) implements News {}

    /** Something has happened at the node. */
    record Happened(Kind kind) implements News {}

    /** Tells what. */
    enum Kind {
        /** It asks for votes. */
        ELECTION,
        /** It has taken its master's place, by an election or a takeover. */
        PROMOTION,
        /** It has become a replica, which it was not. */
        DEMOTION,
        /** It has taken an imported slot. */
        IMPORT,
        /** A failover that a person asked for, or its pause, begins. */
        MANUAL,
        /** It is over: the failover, or the pause. */
        MANUAL_OVER
    }
}
