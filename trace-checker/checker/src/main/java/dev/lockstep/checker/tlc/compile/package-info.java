/** Compiles expressions, actions and invariants of a spec's trees for the evaluator. */
@NullMarked
package dev.lockstep.checker.tlc.compile;

import org.jspecify.annotations.NullMarked;
