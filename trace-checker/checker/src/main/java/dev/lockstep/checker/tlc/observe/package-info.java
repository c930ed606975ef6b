/** Reads what events say of states: variables and operators, from the evaluator's states and from TLC's. */
@NullMarked
package dev.lockstep.checker.tlc.observe;

import org.jspecify.annotations.NullMarked;
