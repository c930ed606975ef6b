/**
 * Logs agreed on by MultiPaxos. A node plays all three roles in every log, runs the cores of {@code dev.lockstep.multipaxos}, keeps what
 * must survive on stable storage, and runs on any host.
 */
@NullMarked
package dev.lockstep.multipaxos.node;

import org.jspecify.annotations.NullMarked;
