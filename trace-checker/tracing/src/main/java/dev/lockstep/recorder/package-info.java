/**
 * Writes traces. A program opens a {@link dev.lockstep.recorder.Recorder} and attaches its cores to it; woven code calls {@link
 * dev.lockstep.recorder.Probe} and so writes one line per action. Nothing happens to an object that is not attached. Imports
 * {@code dev.lockstep.annotations} and the JDK.
 */
package dev.lockstep.recorder;
