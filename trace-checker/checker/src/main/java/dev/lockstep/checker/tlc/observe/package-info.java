/** What events say of states: variables and operators, read from the evaluator's states and from TLC's. */
@NullMarked
package dev.lockstep.checker.tlc.observe;

import org.jspecify.annotations.NullMarked;
