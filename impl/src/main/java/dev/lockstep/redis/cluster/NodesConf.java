package dev.lockstep.redis.cluster;

import java.util.Map;
import java.util.Optional;

/**
 * Tells what the file {@code nodes.conf} holds.
 *
 * @param current the greatest epoch that was heard of
 * @param vote the epoch of the last vote
 * @param config each node's configEpoch
 * @param migrating where each slot moves to; empty: nowhere
 * @param importing where it comes from
 */
public record NodesConf(
        int current,
        int vote,
        Map<String, Integer> config,
        Map<String, Optional<String>> slaveof,
        Map<Integer, Optional<String>> slots,
        Map<String, Flag> flags,
        Map<Integer, Optional<String>> migrating,
        Map<Integer, Optional<String>> importing) {}
