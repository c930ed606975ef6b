/**
 * Runs any protocol: what a protocol says of itself ({@link dev.lockstep.run.Description}) is enough to run it simulated, or over TCP as threads or
 * as processes that are killed, with its clients ({@link dev.lockstep.run.Clients}), its storage and its trace. Knows no protocol.
 */
@NullMarked
package dev.lockstep.run;

import org.jspecify.annotations.NullMarked;
