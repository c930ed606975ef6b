/**
 * Makes the annotated methods of a class call {@code dev.lockstep.recorder.Probe}. The {@link dev.lockstep.agent.Weaver} is a pure function
 * of class files. The {@link dev.lockstep.agent.Agent} applies it while classes are loaded, {@link dev.lockstep.agent.BuildTime} to files.
 * Imports ASM, and knows the annotations by name only: the agent's jar does not hold them.
 */
package dev.lockstep.agent;
