/** Describes a run of sentinels and servers, and the clients that play clocks and an operator. */
@NullMarked
package dev.lockstep.redis.sentinel.run;

import org.jspecify.annotations.NullMarked;
