/** Runs stable storage in simulation, for tests, for traces and for {@code lockstep run}. */
@NullMarked
package dev.lockstep.storage.run;

import org.jspecify.annotations.NullMarked;
