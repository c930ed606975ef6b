package dev.lockstep.host;

/**
 * Describes something that can happen at a process besides the receipt of a message.
 *
 * @param name the name of the step, for people who read schedules
 * @param opens whether the step begins new work, so that it is left out once a run winds down
 * @param isTimeout whether the step is a timeout: it can happen at any time, but rarely does while there is something else to do
 */
public record Step(String name, boolean opens, boolean isTimeout, Runnable action) {
    public Step(String name, boolean opens, Runnable action) {
        this(name, opens, false, action);
    }
}
