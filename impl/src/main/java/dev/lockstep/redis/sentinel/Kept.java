package dev.lockstep.redis.sentinel;

import java.util.Set;

/**
 * Tells what a sentinel writes to its configuration file. For whom it voted is not there.
 *
 * @param epoch the greatest that it has heard of
 * @param vote when it voted last
 * @param config the epoch of the configuration
 */
public record Kept(int epoch, int vote, String master, int config, Set<String> sentinels, Set<String> slaves) {}
