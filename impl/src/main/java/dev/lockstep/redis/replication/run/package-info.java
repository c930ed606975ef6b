/** Runs Redis servers, simulated and over TCP, with an operator and clients who judge what writes have become. */
@NullMarked
package dev.lockstep.redis.replication.run;

import org.jspecify.annotations.NullMarked;
