/**
 * Servers that keep one log and apply it to a state machine: they run the core of {@code dev.lockstep.raft}, keep what must survive on
 * stable storage, and run on any host.
 */
@NullMarked
package dev.lockstep.raft.node;

import org.jspecify.annotations.NullMarked;
