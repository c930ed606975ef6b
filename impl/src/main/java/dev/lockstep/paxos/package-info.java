/**
 * Implements {@code specs/paxos/Paxos.tla}, with its names: single-decree Paxos, one deterministic object per role and instance. Imports
 * nothing but {@code java.*} and annotations: no threads, no I/O, no clock, no randomness.
 */
@NullMarked
package dev.lockstep.paxos;

import org.jspecify.annotations.NullMarked;
