package dev.lockstep.redis.replication;

import java.util.List;

/**
 * Tells what servers send each other. A message names its connection, by the number that the replica has given it, and by the run of the
 * master: it may then be lost, come twice, and overtake others, as if each connection were TCP's.
 */
public sealed interface Message extends dev.lockstep.core.Message {
    int connection();

    /**
     * Asks, for a replica, to go on after this offset: {@code PSYNC}.
     *
     * @param failover the replica was the master, and asks that the receiver is one first
     */
    record Psync(String from, String to, int connection, ReplicationId replid, int offset, boolean failover)
            implements Message {}

    /** The receiver of a {@code PSYNC ... FAILOVER} is a master already, or has another history. */
    record Refusal(String from, String to, int connection) implements Message {}

    /** Answers a replica, or brings it a command. */
    sealed interface Reply extends Message {
        int run();
    }

    /** It may go on, in this history. */
    record Continue(String from, String to, int connection, int run, ReplicationId replid) implements Reply {}

    /** It gets all data anew. */
    record FullResync(
            String from, String to, int connection, int run, ReplicationId replid, int offset, List<String> data)
            implements Reply {}

    /** Its master has executed this write. */
    record Command(String from, String to, int connection, int run, int offset, String value) implements Reply {}

    /** A replica has executed all up to this offset: {@code REPLCONF ACK}. */
    record Ack(String from, String to, int connection, int run, int offset) implements Message {}
}
