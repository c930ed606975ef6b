package dev.lockstep.evaluator;

/** Asks one predicate of many states, or of many steps. It makes no new objects for that. For one thread. */
public final class StatePredicate {
    private static final Object[] NOTHING = {};

    private final Expr predicate;
    private final Run run;

    /** @param slots the number of bound symbols */
    public StatePredicate(Expr predicate, int slots) {
        this.predicate = predicate;
        this.run = new Run(slots, NOTHING);
    }

    /** Returns whether it holds in a state. */
    public boolean holds(Object[] state) {
        run.restart(state, NOTHING);
        return predicate.test(run);
    }

    /** Returns whether it holds of a step. */
    public boolean holds(Object[] from, Object[] to) {
        run.restart(from, to);
        return predicate.test(run);
    }
}
