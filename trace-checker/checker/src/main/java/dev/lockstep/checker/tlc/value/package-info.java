/**
 * Converts TLC's values and states to the evaluator's and back, compares them and writes them out. It also says what TLC cannot evaluate.
 */
@NullMarked
package dev.lockstep.checker.tlc.value;

import org.jspecify.annotations.NullMarked;
