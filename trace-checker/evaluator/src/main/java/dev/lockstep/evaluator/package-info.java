/**
 * Holds TLA+ expressions and next-state relations as trees of objects that evaluate themselves, without TLC.
 *
 * <p>They do what TLC does or throw {@link dev.lockstep.evaluator.value.Undecided}; then TLC has the word. A tree may be used by
 * several threads, each with {@link dev.lockstep.evaluator.Run}s of its own.
 */
@NullMarked
package dev.lockstep.evaluator;

import org.jspecify.annotations.NullMarked;
