package dev.lockstep.evaluator;

import dev.lockstep.evaluator.value.FiniteSet;
import dev.lockstep.evaluator.value.Seq;
import dev.lockstep.evaluator.value.Undecided;

/** An expression. */
public abstract class Expr {
    /** Takes the elements of a set. */
    interface Body {
        /** Whether to stop. */
        boolean on(Run run, Object element);
    }

    abstract Object eval(Run run);

    boolean test(Run run) {
        if (eval(run) instanceof Boolean truth) {
            return truth;
        }
        throw new Undecided("no boolean");
    }

    int number(Run run) {
        if (eval(run) instanceof Integer number) {
            return number;
        }
        throw new Undecided("no integer");
    }

    FiniteSet set(Run run) {
        if (eval(run) instanceof FiniteSet set) {
            return set;
        }
        throw new Undecided("no finite set");
    }

    Seq seq(Run run) {
        if (eval(run) instanceof Seq seq) {
            return seq;
        }
        throw new Undecided("no sequence");
    }

    /**
     * TLC makes the values of operands before it looks at one. Of a set that the result does not depend on, throws {@link Undecided} where
     * TLC may have none.
     */
    void make(Run run) {
        set(run);
    }

    /** The result, if sets that it does not depend on can be made. */
    static boolean decided(boolean result, Run run, Expr... others) {
        for (Expr other : others) {
            other.make(run);
        }
        return result;
    }

    /** Whether it is a set that TLC does not write out either when it makes it. */
    boolean isUnlisted() {
        return false;
    }

    /** Whether the value is in the set that the expression is. */
    boolean has(Run run, Object value) {
        return set(run).hasComparable(value);
    }

    /**
     * As {@link #has}, for a value that the trace gives: where TLC cannot compare it with the elements, it is none of them. Who overrides the
     * one overrides the other.
     */
    boolean hasGiven(Run run, Object value) {
        return set(run).has(value);
    }

    /** Whether it lists the elements of a set: to ask for one is to evaluate all. */
    boolean isList() {
        return false;
    }

    /** Gives each element of the set that the expression is, until told to stop; whether it was. */
    boolean each(Run run, Body body) {
        FiniteSet set = set(run);
        int size = set.size();
        for (int i = 0; i < size; i++) {
            if (body.on(run, set.get(i))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether {@link #each} may go through the subsets of a set one by one. TLC keeps one place in the subsets of the empty set, wherever
     * it goes through them: for two symbols, {@code \\A x, y \\in SUBSET {} : FALSE}, it finds nothing.
     */
    boolean hasPowerSet() {
        return false;
    }

    /** The value of the function that the expression is. */
    Object apply(Run run, Object argument) {
        return Functions.applied(eval(run), argument);
    }

    /** Whether it is a function of which TLC has only those values that are asked for. */
    boolean isAppliedOnly() {
        return false;
    }

    /** How many elements the set has that the expression is. */
    int count(Run run) {
        return set(run).size();
    }

    /** The value, if it is the same in all states. */
    public boolean isConstant() {
        return false;
    }

    /** Whether a predicate holds in a state. */
    public static boolean holds(Expr expr, int slots, Object[] state) {
        return expr.test(new Run(slots, state));
    }

    /**
     * What cannot be evaluated here.
     *
     * @param place its text says where the spec has it
     */
    public static Expr undecided(String why, Object place) {
        return new Expr() {
            @Override
            Object eval(Run run) {
                throw new Undecided(why).at(place);
            }
        };
    }
}
