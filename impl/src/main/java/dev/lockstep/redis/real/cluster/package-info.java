/**
 * Runs real nodes of Redis Cluster, as processes whose bus goes through proxies. It implements nothing: {@code NodeChronicle} says which steps of
 * {@code RedisCluster.tla} the log of a node and what it says on the bus are.
 */
@NullMarked
package dev.lockstep.redis.real.cluster;

import org.jspecify.annotations.NullMarked;
