package dev.lockstep.core;

/**
 * Describes a step that a process can take now, besides the receipt of a message. It is a step of the process that listed it, and of the
 * state in which that process listed it.
 *
 * @param action the action's name, for schedules and explanations
 * @param by who decides that the step happens
 * @param take takes the step
 */
public record Step(String action, By by, Runnable take) {
    /** Says who decides that a step happens. */
    public enum By {
        /** The process itself: its host takes the step at once. */
        PROCESS,
        /** The clock: somebody's patience ends. */
        TIMEOUT,
        /** A client of the process. */
        CLIENT
    }
}
