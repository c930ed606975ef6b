package dev.lockstep.checker.shortcut;

import java.util.Locale;

/** One way to do less. Whether it is taken changes how long checking takes, and never a verdict or its explanation. */
public enum Shortcut {
    /** Of states that differ by names alone which nothing tells apart, one is kept. Without it, all are. */
    SYMMETRY,
    /** A state that is reached in several ways is kept once. Without it, it is kept for each of them; hidden actions still merge, so as to end. */
    MERGING,
    /** After a step only what has changed is looked at by invariants. Without it, each invariant is evaluated in each state. */
    INVARIANTS,
    /** Usual lines are read by a parser of their own. Without it, all are read by the JSON library, and none by its shape. */
    LINES,
    /** Lines that differ in a few numbers alone are read by their shape. Without it, each is parsed. */
    SHAPES,
    /** What events of one shape ask of a spec is resolved once. Without it, it is resolved for each event. */
    PATTERNS,
    /** An argument that is the same in all events of a shape is one value, frozen and shared. Without it, each event has its own. */
    ARGUMENTS,
    /** Expressions are evaluated by the checker's own evaluator as far as that can. Without it, all of a step is evaluated by TLC. */
    EVALUATOR,
    /** Several instances are checked at the same time. Without it, one thread takes all events. */
    THREADS;

    /** As the command line has it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
