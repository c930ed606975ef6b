package dev.lockstep.redis.cluster;

import java.util.Set;

/**
 * Tells what a node has on its disk: {@code nodes.conf}, and the data.
 *
 * @param offset how much it has replicated
 */
public record Stable(NodesConf conf, Set<String> data, int offset) {}
