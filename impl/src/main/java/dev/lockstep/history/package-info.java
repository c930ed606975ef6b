/** Holds what clients of a register ask for and are answered, which is a trace of what registers promise. It knows no protocol. */
@NullMarked
package dev.lockstep.history;

import org.jspecify.annotations.NullMarked;
