package dev.lockstep.redis.replication;

import java.util.Optional;

/**
 * Names a history. In Redis it is 40 random characters; here it tells who has given it.
 *
 * @param server who has given it; empty: it names none
 * @param number counts what that server has given, over its crashes
 */
public record ReplicationId(Optional<String> server, int number) {
    /** Names no history. */
    public static final ReplicationId NONE = new ReplicationId(Optional.empty(), 0);

    static ReplicationId of(String server, int number) {
        return new ReplicationId(Optional.of(server), number);
    }
}
