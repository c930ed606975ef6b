package dev.lockstep.evaluator;

import dev.lockstep.evaluator.value.Undecided;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One evaluation: the state before the step, what is known of the state after it, and the values of bound symbols. */
public final class Run {
    /** How many values are chosen at most in one search for steps, unless it is said otherwise. */
    public static final int MOST_CHOICES = 5_000_000;

    final @Nullable Object[] slots;
    final Object[] from;
    final @Nullable Object[] to;
    final Ends ends;
    private final @Nullable Return after;
    private final Choices choices;

    /** How many values may still be chosen in a search for steps. */
    private static final class Choices {
        private final int most;
        private int left;

        Choices(int most) {
            this.most = most;
            this.left = most;
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
        this(new Object[slots], from, new Object[from.length], ends, null, new Choices(most));
    }

    /** The evaluation of an expression in one state. */
    public Run(int slots, Object[] state) {
        this(new Object[slots], state, new Object[0], to -> {}, null, new Choices(MOST_CHOICES));
    }

    /** The evaluation of an expression over a step. */
    Run(int slots, Object[] from, Object[] to) {
        this(new Object[slots], from, to, state -> {}, null, new Choices(MOST_CHOICES));
    }

    private Run(
            @Nullable Object[] slots,
            Object[] from,
            @Nullable Object[] to,
            Ends ends,
            @Nullable Return after,
            Choices choices) {
        this.slots = slots;
        this.from = from;
        this.to = to;
        this.ends = ends;
        this.after = after;
        this.choices = choices;
    }

    /** Counts one value that is chosen. */
    void choose() {
        if (--choices.left < 0) {
            throw new Undecided("more than " + choices.most + " choices");
        }
    }

    /**
     * Of the same step, with bound symbols of its own: within a recursive definition.
     *
     * @param then null: nothing comes after it
     */
    Run inner(int count, @Nullable Return then) {
        return new Run(new Object[count], from, to, ends, then, choices);
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
        return new Run(slots, from, new Object[from.length], found, null, choices);
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
