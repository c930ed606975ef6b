/** Checks traces, and says the verdict and why. */
@NullMarked
package dev.lockstep.checker;

import org.jspecify.annotations.NullMarked;
