/** Whole runs of the mutex, simulated and over TCP, as the {@code lockstep} command asks for them; checks GC1-GC3 on each. */
@NullMarked
package dev.lockstep.mutex.run;

import org.jspecify.annotations.NullMarked;
