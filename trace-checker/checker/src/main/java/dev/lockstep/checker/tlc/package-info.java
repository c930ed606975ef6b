/**
 * Uses TLC from within: only this package and those below it use its classes. They are defined anew, together with TLC, for every loaded
 * spec (see {@link dev.lockstep.checker.spec.SpecLoader}); only JDK types and those of {@code spec}, {@code trace} and the evaluator cross
 * the border.
 *
 * <p>What is needed for one concern is in one package; each uses those before it: {@code value}, {@code load} and {@code relation}, {@code
 * compile}, {@code observe} and {@code symmetry}, {@code step}, {@code explain}.
 */
@NullMarked
package dev.lockstep.checker.tlc;

import org.jspecify.annotations.NullMarked;
