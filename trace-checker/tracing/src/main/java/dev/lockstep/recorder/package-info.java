/**
 * Writes traces. A program opens a {@link dev.lockstep.recorder.Recorder} and attaches its cores to it. Woven code then calls {@link
 * dev.lockstep.recorder.Probe}, which writes one line per action. Objects that are not attached are not affected. The package imports
 * {@code dev.lockstep.annotations} and the JDK only.
 */
package dev.lockstep.recorder;
