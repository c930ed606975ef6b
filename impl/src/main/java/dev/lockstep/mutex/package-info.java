/** Implements {@code specs/mutex/LamportMutex.tla}, with its names: Lamport's mutual exclusion, one deterministic object per process. */
@NullMarked
package dev.lockstep.mutex;

import org.jspecify.annotations.NullMarked;
