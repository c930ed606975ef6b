package dev.lockstep.commit.node;

import dev.lockstep.commit.Message;
import java.util.List;

/**
 * What nodes send each other.
 *
 * @param transaction its number; it is never used again
 * @param changes with a {@link Message.Prepare}: what the transaction does at the receiver
 */
public record Packet(long transaction, Message message, List<Change> changes) {
    public Packet {
        changes = List.copyOf(changes);
    }

    /** The name of a transaction in traces. */
    public static String name(long transaction) {
        return "t" + transaction;
    }
}
