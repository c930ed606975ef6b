package dev.lockstep.redis.sentinel;

import java.util.Optional;

/**
 * Tells what a server said last of its role.
 *
 * @param master whom it follows; empty: it is a master
 * @param version how often that had changed
 */
public record Role(Optional<String> master, int version) {
    /** Returns what a server is expected to say while another one is taken for the master. */
    static Role expected(String server, String master) {
        return new Role(server.equals(master) ? Optional.empty() : Optional.of(master), 0);
    }
}
