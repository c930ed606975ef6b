/**
 * Two-phase commit as one deterministic object per process and transaction: implements {@code specs/commit/TwoPhaseCommit.tla}, with its
 * names. Imports nothing but {@code java.*} and annotations: no threads, no I/O, no clock, no randomness.
 */
@NullMarked
package dev.lockstep.commit;

import org.jspecify.annotations.NullMarked;
