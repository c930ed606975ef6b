/** Traces as data: reading them, their values, their order. Knows nothing of TLC. */
@NullMarked
package dev.lockstep.checker.trace;

import org.jspecify.annotations.NullMarked;
