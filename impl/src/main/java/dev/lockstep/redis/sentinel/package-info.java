/**
 * Implements {@code RedisSentinel.tla}: sentinels that elect a leader, which makes a replica the master. Names are those of {@code
 * src/sentinel.c} of Redis 7.0.15. The package imports {@code core} and the annotations.
 */
@NullMarked
package dev.lockstep.redis.sentinel;

import org.jspecify.annotations.NullMarked;
