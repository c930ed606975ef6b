/**
 * Implements {@code RedisCluster.tla}: nodes that share slots. They agree on who has which by gossip of versioned claims, elect a replica in
 * place of a failed master, and move slots. Names are those of {@code src/cluster.c} of Redis 7.0.15. The package imports {@code core} and
 * the annotations.
 */
@NullMarked
package dev.lockstep.redis.cluster;

import org.jspecify.annotations.NullMarked;
