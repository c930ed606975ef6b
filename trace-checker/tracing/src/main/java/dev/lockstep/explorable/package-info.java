/**
 * Lets every state of a program be visited. An {@link dev.lockstep.explorable.Explorable} has an initial state, and of each state the steps
 * with their events; {@link dev.lockstep.explorable.ExploredProgram} makes one of objects that are annotated for traces. The package imports
 * {@code dev.lockstep.recorder} and the JDK only.
 */
package dev.lockstep.explorable;
