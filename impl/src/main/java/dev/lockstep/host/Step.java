package dev.lockstep.host;

/**
 * Something that can happen at a process besides the receipt of a message.
 *
 * @param name for schedules that are read by people
 * @param opens it begins new work, so that it is left out once a run winds down
 */
public record Step(String name, boolean opens, Runnable action) {}
