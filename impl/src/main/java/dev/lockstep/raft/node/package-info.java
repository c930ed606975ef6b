/**
 * Keeps one log at several servers and applies it to a state machine. The servers run the core of {@code dev.lockstep.raft}, keep what must
 * survive on stable storage, and run on any host.
 */
@NullMarked
package dev.lockstep.raft.node;

import org.jspecify.annotations.NullMarked;
