/** Runs of Raft for the {@code lockstep} command. */
@NullMarked
package dev.lockstep.raft.run;

import org.jspecify.annotations.NullMarked;
