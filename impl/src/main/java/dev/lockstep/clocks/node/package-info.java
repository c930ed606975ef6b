/** Hosts of physical clocks: oscillators that drift, real time, and when messages arrive. */
@NullMarked
package dev.lockstep.clocks.node;

import org.jspecify.annotations.NullMarked;
