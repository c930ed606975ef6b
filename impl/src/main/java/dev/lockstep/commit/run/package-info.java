/**
 * Whole runs of two-phase commit, simulated and over TCP, as the {@code lockstep} command asks for them; checks atomicity and durability
 * on each.
 */
@NullMarked
package dev.lockstep.commit.run;

import org.jspecify.annotations.NullMarked;
