/** Throughput of the key-value service, beside that of another Raft that does the same durable work. */
@NullMarked
package dev.lockstep.raft.benchmark;

import org.jspecify.annotations.NullMarked;
