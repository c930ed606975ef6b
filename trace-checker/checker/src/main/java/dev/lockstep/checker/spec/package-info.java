/**
 * Represents a loaded spec as the checker sees it: states, steps, observations, explanations. There is nothing of TLC, which is behind it.
 */
@NullMarked
package dev.lockstep.checker.spec;

import org.jspecify.annotations.NullMarked;
