/**
 * A key-value service on a replicated log: {@link dev.lockstep.raft.kv.KeyValueStore} is the state machine, with sessions as {@code
 * KeyValueSessions.tla} has them, {@link dev.lockstep.raft.kv.KeyValueClient} asks it, {@link dev.lockstep.raft.kv.History} writes down what
 * clients see, as a trace of {@code KeyValue.tla}.
 */
@NullMarked
package dev.lockstep.raft.kv;

import org.jspecify.annotations.NullMarked;
