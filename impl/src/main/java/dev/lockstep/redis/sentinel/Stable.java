package dev.lockstep.redis.sentinel;

import java.util.Map;
import java.util.Optional;

/** Tells what a process has on its disk. */
public sealed interface Stable {
    /**
     * Holds the configuration of a sentinel.
     *
     * @param sent how many commands it has sent, which stands for what tells connections of TCP apart
     */
    record OfSentinel(Kept kept, int sent) implements Stable {}

    /**
     * Holds the configuration of a server.
     *
     * @param executed the number of the latest command of each sentinel
     */
    record OfServer(Optional<String> master, int version, Map<String, Integer> executed) implements Stable {}
}
