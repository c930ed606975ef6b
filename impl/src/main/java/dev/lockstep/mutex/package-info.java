/**
 * Lamport's mutual exclusion as one deterministic object per process: implements {@code specs/mutex/LamportMutex.tla}, with its names.
 * Imports nothing but {@code java.*} and annotations: no threads, no I/O, no clock, no randomness.
 */
@NullMarked
package dev.lockstep.mutex;

import org.jspecify.annotations.NullMarked;
