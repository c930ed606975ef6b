/** Plays sentinels and servers: what a node adds to its core, which is when timeouts happen. */
@NullMarked
package dev.lockstep.redis.sentinel.node;

import org.jspecify.annotations.NullMarked;
