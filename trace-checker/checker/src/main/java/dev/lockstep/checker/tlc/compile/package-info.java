/** Expressions, actions and invariants of a spec's trees, compiled for the evaluator. */
@NullMarked
package dev.lockstep.checker.tlc.compile;

import org.jspecify.annotations.NullMarked;
