package dev.lockstep.checker.explore;

import java.util.List;

/** Represents a state of the whole program that is explored. */
public interface CodeState {
    /** Returns what the next steps depend on: of states with equal keys one is enough. */
    Object key();

    /** Returns the steps that the program can take, in an order that is the same each time. */
    List<CodeStep> steps();

    /**
     * Represents a step.
     *
     * @param event the line of a trace that the program writes for it
     */
    record CodeStep(String event, CodeState after) {}
}
