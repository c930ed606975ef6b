/** Runs of registers, simulated and over TCP, with clients whose histories are judged. */
@NullMarked
package dev.lockstep.cap.run;

import org.jspecify.annotations.NullMarked;
