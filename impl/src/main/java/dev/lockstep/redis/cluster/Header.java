package dev.lockstep.redis.cluster;

import java.util.Optional;
import java.util.Set;

/**
 * Tells what every message on the bus has.
 *
 * @param currentEpoch the greatest epoch that the sender has heard of
 * @param configEpoch the epoch of the sender's claim, or of the claim of its master
 * @param slots what the sender claims, or its master
 * @param slaveof the sender's master; empty: it is one
 * @param offset how much the sender has replicated
 */
public record Header(int currentEpoch, int configEpoch, Set<Integer> slots, Optional<String> slaveof, int offset) {}
