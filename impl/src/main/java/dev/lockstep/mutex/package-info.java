/**
 * Lamport's mutual exclusion as one deterministic object per process: implements {@code specs/mutex/LamportMutex.tla}, with its names.
 */
@NullMarked
package dev.lockstep.mutex;

import org.jspecify.annotations.NullMarked;
