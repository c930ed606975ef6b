/** Simulated runs of stable storage, for tests, for traces and for {@code lockstep run}. */
@NullMarked
package dev.lockstep.storage.run;

import org.jspecify.annotations.NullMarked;
