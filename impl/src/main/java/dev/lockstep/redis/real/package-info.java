/**
 * Runs real Redis servers and sentinels, as processes behind proxies. What they log and what they say to each other is written down. It
 * implements nothing: its mapping says which actions of {@code RedisSentinel.tla} that tells.
 */
@NullMarked
package dev.lockstep.redis.real;

import org.jspecify.annotations.NullMarked;
