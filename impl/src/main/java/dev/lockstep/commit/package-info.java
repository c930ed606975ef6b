/**
 * Implements {@code specs/commit/TwoPhaseCommit.tla}, with its names, as one deterministic object per process and transaction. Imports
 * nothing but {@code java.*} and annotations: no threads, no I/O, no clock, no randomness.
 */
@NullMarked
package dev.lockstep.commit;

import org.jspecify.annotations.NullMarked;
