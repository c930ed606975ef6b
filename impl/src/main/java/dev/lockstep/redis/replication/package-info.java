/**
 * Implements {@code specs/redis/RedisReplication.tla}: replication of Redis 7.0 as one deterministic object per server. Fields have the
 * names of {@code src/replication.c} of 7.0.15. Imports nothing but {@code java.*}, the annotations and the base class of cores: no threads,
 * no I/O, no clock, no randomness.
 */
@NullMarked
package dev.lockstep.redis.replication;

import org.jspecify.annotations.NullMarked;
