/**
 * Expressions and next-state relations of TLA+ as trees of objects that evaluate themselves: what a spec means, without TLC.
 *
 * <p>They do what TLC does or throw {@link dev.lockstep.evaluator.value.Undecided}; then TLC has the word. A tree may be used by
 * several threads, each with {@link dev.lockstep.evaluator.Run}s of its own.
 */
@NullMarked
package dev.lockstep.evaluator;

import org.jspecify.annotations.NullMarked;
