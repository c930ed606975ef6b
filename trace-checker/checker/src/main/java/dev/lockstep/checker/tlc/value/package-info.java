/** TLC's values and states, and the evaluator's: each made from the other, compared, written out; what TLC cannot evaluate. */
@NullMarked
package dev.lockstep.checker.tlc.value;

import org.jspecify.annotations.NullMarked;
