/**
 * A log agreed on by Paxos, as one deterministic object per role: implements {@code specs/paxos/MultiPaxos.tla}, with its names. Imports
 * nothing but {@code java.*} and annotations: no threads, no I/O, no clock, no randomness.
 */
@NullMarked
package dev.lockstep.multipaxos;

import org.jspecify.annotations.NullMarked;
