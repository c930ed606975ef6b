/**
 * Holds the base of every protocol core: a {@link dev.lockstep.core.Process} takes messages and steps. A core imports {@code java.*}, the
 * annotations, this package and its own values, and nothing else.
 */
@NullMarked
package dev.lockstep.core;

import org.jspecify.annotations.NullMarked;
