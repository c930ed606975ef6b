/** Runs of physical clocks, in simulated real time, with a judge that sees how far they get apart. */
@NullMarked
package dev.lockstep.clocks.run;

import org.jspecify.annotations.NullMarked;
