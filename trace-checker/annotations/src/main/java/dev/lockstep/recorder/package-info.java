/**
 * Writes traces: what woven code calls while it runs. Imports nothing but {@code dev.lockstep.annotations}; does nothing unless a {@link
 * dev.lockstep.recorder.Recorder} is open and the object is attached to it.
 */
package dev.lockstep.recorder;
