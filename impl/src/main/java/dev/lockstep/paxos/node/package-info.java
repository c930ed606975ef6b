/**
 * Implements write-once registers on Paxos, one instance for each. A node plays all three roles in every instance, runs the cores of
 * {@code dev.lockstep.paxos}, keeps what must survive on stable storage, and runs on any host.
 */
@NullMarked
package dev.lockstep.paxos.node;

import org.jspecify.annotations.NullMarked;
