/**
 * Measures how much a trace constrains, by alterations of an accepted trace, and which of them the checker notices. Uses the checker as
 * anyone does.
 */
@NullMarked
package dev.lockstep.checker.sensitivity;

import org.jspecify.annotations.NullMarked;
