package dev.lockstep.evaluator;

import dev.lockstep.evaluator.value.FiniteSet;
import dev.lockstep.evaluator.value.Seq;
import dev.lockstep.evaluator.value.Undecided;

/** Evaluates an expression. */
public abstract class Expr {
    /** Takes the elements of a set. */
    interface Body {
        /** Takes the next element, and returns whether to stop. */
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
     * Makes the value of an operand, as TLC does with all operands before it looks at one. For a set that the result does not depend on,
     * throws {@link Undecided} where TLC may have none.
     */
    void make(Run run) {
        set(run);
    }

    /** Returns the result, if sets that it does not depend on can be made. */
    static boolean decided(boolean result, Run run, Expr... others) {
        for (Expr other : others) {
            other.make(run);
        }
        return result;
    }

    /** Returns whether the expression is a set that TLC does not write out either when it makes it. */
    boolean isUnlisted() {
        return false;
    }

    /** Returns whether the value is in the set that the expression is. */
    boolean has(Run run, Object value) {
        return set(run).hasComparable(value);
    }

    /**
     * Does the same as {@link #has} for a value that the trace gives. Where TLC cannot compare the value with the elements, it is none of
     * them. A class that overrides one of the two overrides both.
     */
    boolean hasGiven(Run run, Object value) {
        return set(run).has(value);
    }

    /** Returns whether it lists the elements of a set: to ask for one is to evaluate all. */
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
     * Returns whether {@link #each} may go through the subsets of a set one by one. TLC keeps one place in the subsets of the empty set,
     * wherever it goes through them: for two symbols, {@code \\A x, y \\in SUBSET {} : FALSE}, it finds nothing.
     */
    boolean hasPowerSet() {
        return false;
    }

    /** Returns the value of the function that the expression is. */
    Object apply(Run run, Object argument) {
        return Functions.applied(eval(run), argument);
    }

    /** Returns whether the expression is a function of which TLC has only those values that are asked for. */
    boolean isAppliedOnly() {
        return false;
    }

    /** Counts the elements of the set that the expression is. */
    int count(Run run) {
        return set(run).size();
    }

    /** Returns whether the value is the same in all states. */
    public boolean isConstant() {
        return false;
    }

    /** Returns whether a predicate holds in a state. */
    public static boolean holds(Expr expr, int slots, Object[] state) {
        return expr.test(new Run(slots, state));
    }

    /** Returns the value of an expression in a state. */
    public static Object value(Expr expr, int slots, Object[] state) {
        return expr.eval(new Run(slots, state));
    }

    /**
     * Returns an expression that cannot be evaluated here.
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
