/** Describes a run of a cluster, and those who play clocks, an operator who moves slots, and clients. */
@NullMarked
package dev.lockstep.redis.cluster.run;

import org.jspecify.annotations.NullMarked;
