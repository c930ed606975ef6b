package dev.lockstep.evaluator;

import dev.lockstep.evaluator.value.Undecided;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Holds one evaluation: the state before the step, what is known of the state after it, the bound symbols' values. */
public final class Run {
    /** This many values at most are chosen in one search for steps, unless another bound is given. */
    public static final int MOST_CHOICES = 5_000_000;

    private static final Object[] NOTHING = {};

    final @Nullable Object[] slots;
    Object[] from;

    @Nullable
    Object[] to;

    private final Ends ends;
    private final @Nullable Return after;

    /** Takes what a search for steps finds, and counts the values that are chosen in it. For one search after the other. */
    public abstract static class Ends {
        private final int most;
        private final Ends outermost;
        private int choices;
        private int ways = 1;
        private int tally;

        /** @param most values that may be chosen: with more it is {@link Undecided} */
        protected Ends(int most) {
            this.most = most;
            this.outermost = this;
        }

        /** @param outer the evaluation that the search is a part of: what is chosen counts for its search, too, if it is part of one */
        Ends(Run outer) {
            boolean isPart = outer.ends != NONE;
            this.most = isPart ? outer.ends.most : MOST_CHOICES;
            this.outermost = isPart ? outer.ends.outermost : this;
        }

        /** @param to the value of each variable after the step; null: the step leaves it open. The array changes later. */
        public abstract void reached(@Nullable Object[] to);

        /** Returns how many values have been chosen in the search so far. */
        protected final int choices() {
            return choices;
        }

        /**
         * Returns how many times TLC generates the step just reached. It does so once for each way in which the predicates are true that are
         * {@link Act#counted}.
         */
        protected final int ways() {
            return ways;
        }

        private void begin() {
            choices = 0;
            ways = 1;
            tally = 0;
        }

        private void choose() {
            if (++outermost.choices > most) {
                throw new Undecided("more than " + most + " choices");
            }
        }
    }

    /** The ends of an expression, in which no step is searched for. */
    private static final Ends NONE = new Ends(0) {
        @Override
        public void reached(@Nullable Object[] to) {
            throw new IllegalStateException("an expression takes no step");
        }
    };

    /** Tells where an evaluation goes on after a recursive definition. */
    record Return(Act rest, Run run) {}

    /**
     * Begins a search for steps.
     *
     * @param slots the number of bound symbols
     * @param from the value of each variable before the step
     */
    public Run(int slots, Object[] from, Ends ends) {
        this(new Object[slots], from, new Object[from.length], ends, null);
        ends.begin();
    }

    /** Begins another search for steps, as if this object were new. No other search may go on in it. */
    public void restart(Object[] state) {
        Arrays.fill(slots, null);
        Arrays.fill(to, null);
        from = state;
        ends.begin();
    }

    /** Begins the evaluation of another expression in one state, or over a step, as if this object were new. */
    void restart(Object[] state, Object[] after) {
        Arrays.fill(slots, null);
        from = state;
        to = after;
    }

    /** Begins the evaluation of an expression in one state. */
    public Run(int slots, Object[] state) {
        this(new Object[slots], state, NOTHING, NONE, null);
    }

    /** Begins the evaluation of an expression over a step. */
    Run(int slots, Object[] from, Object[] to) {
        this(new Object[slots], from, to, NONE, null);
    }

    private Run(@Nullable Object[] slots, Object[] from, @Nullable Object[] to, Ends ends, @Nullable Return after) {
        this.slots = slots;
        this.from = from;
        this.to = to;
        this.ends = ends;
        this.after = after;
    }

    /** Counts one value that is chosen in a search for steps, of which this evaluation may be a part. */
    void choose() {
        ends.choose();
    }

    /** Returns in how many ways a predicate is true; the steps that are found meanwhile are the ways. */
    int count(Act predicate) {
        int outerTally = ends.tally;
        int outerWays = ends.ways;
        ends.tally = 0;
        ends.ways = 1;
        predicate.go(this);
        int count = ends.tally;
        ends.tally = outerTally;
        ends.ways = outerWays;
        return count;
    }

    /** Counts one way in which a predicate is true. */
    void tally() {
        ends.tally += ends.ways;
    }

    /** Goes on with a step that there is in so many ways. */
    void goOn(Act rest, int ways) {
        int outer = ends.ways;
        ends.ways = Math.multiplyExact(outer, ways);
        rest.go(this);
        ends.ways = outer;
    }

    /** Returns whether the step has given all variables a value. */
    boolean areAllAssigned() {
        for (Object value : to) {
            if (value == null) {
                return false;
            }
        }
        return true;
    }

    /** A step has been found. */
    void reached() {
        ends.reached(to);
    }

    /**
     * Returns a run of the same step within a recursive definition, which has bound symbols of its own.
     *
     * @param then null: nothing comes after it
     */
    Run inner(int count, @Nullable Return then) {
        return new Run(new Object[count], from, to, ends, then);
    }

    /** Returns a run of the same step with the present bound symbols, which may then be bound anew. */
    Run branch(Return then) {
        Run branch = inner(slots.length, then);
        System.arraycopy(slots, 0, branch.slots, 0, slots.length);
        return branch;
    }

    /** Returns a run of the same step with bound symbols of its own. The first ones are the same. */
    Run frame(int count, int same) {
        Run frame = inner(count, null);
        System.arraycopy(slots, 0, frame.slots, 0, same);
        return frame;
    }

    /** Returns a run of any step from the same state. */
    Run step(Ends found) {
        return new Run(slots, from, new Object[from.length], found, null);
    }

    void goOn() {
        Return then = Objects.requireNonNull(after);
        then.rest.go(then.run);
    }

    /** Gives the variable this value after the step, or in the initial state. What is evaluated is whether it can have it. */
    public void assign(int variable, Object value) {
        to[variable] = value;
    }

    /** Returns the value of a symbol, which is bound. */
    public Object bound(int slot) {
        return Objects.requireNonNull(slots[slot]);
    }

    public void bind(int slot, Object value) {
        slots[slot] = value;
    }
}
