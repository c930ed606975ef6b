/**
 * Holds TLA+ values for stepping along a trace, which are immutable to their users and cheap to extend.
 *
 * <p>A value is an {@link java.lang.Integer}, a {@link java.lang.Boolean}, a {@link java.lang.String}, a {@link
 * dev.lockstep.evaluator.value.Model}, a {@link dev.lockstep.evaluator.value.FiniteSet}, or a function: a {@link
 * dev.lockstep.evaluator.value.Seq} if its domain is {@code 1..n}, otherwise a {@link dev.lockstep.evaluator.value.Fun} (records are functions of
 * strings). Each value has one representation, so that equal values are {@code equals}. Of a set and of a sequence that only grow, all
 * versions share their elements, so a value is for one thread, unless it is frozen.
 */
@NullMarked
package dev.lockstep.evaluator.value;

import org.jspecify.annotations.NullMarked;
