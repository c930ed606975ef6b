/** Takes an event's step, by the evaluator and by TLC. */
@NullMarked
package dev.lockstep.checker.tlc.step;

import org.jspecify.annotations.NullMarked;
