/**
 * Runs real Redis servers that replicate each other, as processes behind proxies. It records what passes and what they are told. It
 * implements nothing: {@code Timeline} orders what was seen by causes, and a mapping says which actions of {@code RedisReplication.tla} that
 * is.
 */
@NullMarked
package dev.lockstep.redis.real.replication;

import org.jspecify.annotations.NullMarked;
