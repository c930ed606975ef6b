/** Holds the cores of MultiPaxos.tla: a log agreed on by Paxos, phase 1 once for all slots. */
@NullMarked
package dev.lockstep.multipaxos;

import org.jspecify.annotations.NullMarked;
