/** Describes how the mutex is run, and its clients, which judge GC1-GC3 on each run. */
@NullMarked
package dev.lockstep.mutex.run;

import org.jspecify.annotations.NullMarked;
