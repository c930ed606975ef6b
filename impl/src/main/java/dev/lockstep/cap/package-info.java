/**
 * Implements the modules of {@code specs/cap}, with their names: a register that many nodes serve, as one deterministic object per node.
 * Imports nothing but {@code java.*}, the annotations and the base class of cores: no threads, no I/O, no clock, no randomness.
 */
@NullMarked
package dev.lockstep.cap;

import org.jspecify.annotations.NullMarked;
