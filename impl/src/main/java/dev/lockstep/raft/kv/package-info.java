/**
 * Serves keys and values on a replicated log. The {@link dev.lockstep.raft.kv.KeyValueStore} is the state machine, with sessions as
 * {@code KeyValueSessions.tla} has them. The {@link dev.lockstep.raft.kv.KeyValueClient} asks it. The {@link dev.lockstep.raft.kv.History}
 * writes down what clients see, as a trace of {@code KeyValue.tla}.
 */
@NullMarked
package dev.lockstep.raft.kv;

import org.jspecify.annotations.NullMarked;
