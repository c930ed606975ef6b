/** Plays nodes of a cluster: what a host adds to a core, which is when timeouts happen. */
@NullMarked
package dev.lockstep.redis.cluster.node;

import org.jspecify.annotations.NullMarked;
