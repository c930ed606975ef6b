package dev.lockstep.redis.cluster;

import java.util.Set;

/** Tells what nodes send each other. It may be lost, come twice, and overtake others. */
public sealed interface Message extends dev.lockstep.core.Message {
    /** Tells what is sent on the bus. */
    sealed interface OnBus extends Message {
        Header head();
    }

    /**
     * Tells of the sender and, by gossip, of others: {@code PING}, {@code PONG}.
     *
     * @param paused whether the sender lets its clients wait, for a manual failover
     * @param suspects those nodes of the gossip that do not answer the sender
     * @param fine the others of the gossip
     */
    record Ping(String from, String to, Header head, boolean paused, Set<String> suspects, Set<String> fine)
            implements OnBus {}

    /** Tells that a node has failed. */
    record Fail(String from, String to, Header head, String about) implements OnBus {}

    /**
     * Asks for a vote.
     *
     * @param force whether it is a manual failover: the master need not have failed
     */
    record AuthRequest(String from, String to, Header head, boolean force) implements OnBus {}

    /** Gives it. */
    record AuthAck(String from, String to, Header head) implements OnBus {}

    /** Asks the master to let its clients wait, for a manual failover. */
    record MfStart(String from, String to, Header head) implements OnBus {}

    /**
     * Tells what the sender knows of another node, whose claim is newer than what the receiver claims.
     *
     * @param config the epoch of that claim
     */
    record Update(String from, String to, Header head, String about, int config, Set<Integer> slots) implements OnBus {}

    /** Tells of a key whose slot moves: {@code RESTORE}, after {@code ASKING}. */
    record Restore(String from, String to, String key) implements Message {}

    /** Answers that. */
    record Restored(String from, String to, String key, boolean ok) implements Message {}

    /** Tells a replica all that its master has. */
    record Sync(String from, String to, Set<String> data, int offset) implements Message {}
}
