/** Runs of replicated logs, simulated and as processes of their own, and the protocol for the command. */
@NullMarked
package dev.lockstep.multipaxos.run;

import org.jspecify.annotations.NullMarked;
