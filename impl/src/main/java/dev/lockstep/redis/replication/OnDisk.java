package dev.lockstep.redis.replication;

import java.util.List;

/**
 * Holds what a server finds on its disk: a snapshot, or a log of writes, which names no history.
 *
 * @param data the writes, in order
 * @param replid the history that the snapshot belongs to
 * @param offset how far it is in that history
 */
public record OnDisk(List<String> data, ReplicationId replid, int offset) {
    /** Holds nothing. */
    static final OnDisk BLANK = new OnDisk(List.of(), ReplicationId.NONE, 0);

    OnDisk with(List<String> log) {
        return new OnDisk(log, replid, offset);
    }

    boolean hasHistory() {
        return !replid.equals(ReplicationId.NONE);
    }
}
