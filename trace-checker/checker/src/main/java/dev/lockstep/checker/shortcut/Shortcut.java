package dev.lockstep.checker.shortcut;

import java.util.Locale;

/** One way to do less. Whether it is taken changes how long checking takes, and never a verdict or its explanation. */
public enum Shortcut {
    /** One of the states that differ by names alone which nothing tells apart is kept. Without it, all are. */
    SYMMETRY,
    /** A state that is reached in several ways is kept once. Without it, it is kept for each of them; hidden actions still merge, so as to end. */
    MERGING,
    /**
     * The invariants look only at what has changed in a step. Without it, each invariant is evaluated in each state.
     */
    INVARIANTS,
    /** Usual lines are read by a parser of their own. Without it, all are read by the JSON library, and none by its shape. */
    LINES,
    /** The lines that differ in a few numbers alone are read by their shape. Without it, each is parsed. */
    SHAPES,
    /**
     * The question that events of one shape ask of a spec is resolved once. Without it, it is resolved for each event.
     */
    PATTERNS,
    /** An argument that is the same in all events of a shape is one value, frozen and shared. Without it, each event has its own. */
    ARGUMENTS,
    /**
     * The checker's own evaluator evaluates expressions as far as it can. Without it, all of a step is evaluated by TLC.
     */
    EVALUATOR,
    /** Several instances are checked at the same time. Without it, one thread takes all events. */
    THREADS;

    /** Returns the name that the command line has. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
