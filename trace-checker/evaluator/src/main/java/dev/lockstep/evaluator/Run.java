package dev.lockstep.evaluator;

import dev.lockstep.evaluator.value.Undecided;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One evaluation: the state before the step, what is known of the state after it, and the values of bound symbols. */
public final class Run {
    /** How many values are chosen at most in one search for steps, unless it is said otherwise. */
    public static final int MOST_CHOICES = 5_000_000;

    private static final Object[] NOTHING = {};

    final @Nullable Object[] slots;
    final Object[] from;
    final @Nullable Object[] to;
    private final Search search;
    private final @Nullable Return after;

    /** A search for steps: what takes them, and how many values have been chosen in it. */
    private static final class Search {
        /** That of an expression, in which no step is searched for. */
        private static final Search NONE = new Search(to -> {}, 0, null);

        private final Ends ends;
        private final int most;
        private final Search outermost;
        private int choices;

        /** @param outer the search that this one is a part of; null: none */
        Search(Ends ends, int most, @Nullable Search outer) {
            this.ends = ends;
            this.most = most;
            this.outermost = outer == null ? this : outer.outermost;
        }

        /** Returns the search for any step, as a part of this. */
        Search within(Ends found) {
            return this == NONE ? new Search(found, MOST_CHOICES, null) : new Search(found, most, this);
        }

        void choose() {
            if (++outermost.choices > most) {
                throw new Undecided("more than " + most + " choices");
            }
        }
    }

    /** Where it goes on after a recursive definition. */
    record Return(Act rest, Run run) {}

    /** Takes the successors. */
    public interface Ends {
        /** @param to the value of each variable after the step; null: the step leaves it open. The array changes later. */
        void reached(@Nullable Object[] to);
    }

    /**
     * @param slots how many bound symbols there are
     * @param from the value of each variable before the step
     */
    public Run(int slots, Object[] from, Ends ends) {
        this(slots, from, ends, MOST_CHOICES);
    }

    /** @param most values that may be chosen: with more it is {@link Undecided} */
    public Run(int slots, Object[] from, Ends ends, int most) {
        this(new Object[slots], from, new Object[from.length], new Search(ends, most, null), null);
    }

    /** The evaluation of an expression in one state. */
    public Run(int slots, Object[] state) {
        this(new Object[slots], state, NOTHING, Search.NONE, null);
    }

    /** The evaluation of an expression over a step. */
    Run(int slots, Object[] from, Object[] to) {
        this(new Object[slots], from, to, Search.NONE, null);
    }

    private Run(@Nullable Object[] slots, Object[] from, @Nullable Object[] to, Search search, @Nullable Return after) {
        this.slots = slots;
        this.from = from;
        this.to = to;
        this.search = search;
        this.after = after;
    }

    /** Counts one value that is chosen in a search for steps, of which this evaluation may be a part. */
    void choose() {
        search.choose();
    }

    /** A step has been found. */
    void reached() {
        search.ends.reached(to);
    }

    /**
     * Of the same step, with bound symbols of its own: within a recursive definition.
     *
     * @param then null: nothing comes after it
     */
    Run inner(int count, @Nullable Return then) {
        return new Run(new Object[count], from, to, search, then);
    }

    /** Of the same step, with the bound symbols that there are, which then may be bound anew. */
    Run branch(Return then) {
        Run branch = inner(slots.length, then);
        System.arraycopy(slots, 0, branch.slots, 0, slots.length);
        return branch;
    }

    /** Of the same step, with bound symbols of its own but for the first of them, which are the same. */
    Run frame(int count, int same) {
        Run frame = inner(count, null);
        System.arraycopy(slots, 0, frame.slots, 0, same);
        return frame;
    }

    /** Of any step from the same state. */
    Run step(Ends found) {
        return new Run(slots, from, new Object[from.length], search.within(found), null);
    }

    void goOn() {
        Return then = Objects.requireNonNull(after);
        then.rest.go(then.run);
    }

    /** The variable has this value after the step, or in the initial state: what is evaluated is whether it can. */
    public void assign(int variable, Object value) {
        to[variable] = value;
    }

    public void bind(int slot, Object value) {
        slots[slot] = value;
    }
}
