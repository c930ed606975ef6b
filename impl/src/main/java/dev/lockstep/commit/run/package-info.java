/**
 * Makes whole runs of two-phase commit, simulated and over TCP. They check atomicity and durability on each, as the {@code lockstep}
 * command asks for them.
 */
@NullMarked
package dev.lockstep.commit.run;

import org.jspecify.annotations.NullMarked;
