/**
 * Implements {@code specs/clocks/PhysicalClocks.tla}, with its names: physical clocks, one deterministic object per process. Imports
 * nothing but {@code java.*}, the annotations and the base class of cores: no threads, no I/O, no randomness. It reads no time either: how
 * far its oscillator has run comes with each event, and so does real time, which only the trace shows.
 */
@NullMarked
package dev.lockstep.clocks;

import org.jspecify.annotations.NullMarked;
