/**
 * Finds out what is wrong with a rejected trace. It tries another order of its events, what would make it accepted, and what of it can be
 * left out. Uses the checker as anyone does; everything it says was tried.
 */
@NullMarked
package dev.lockstep.checker.diagnosis;

import org.jspecify.annotations.NullMarked;
