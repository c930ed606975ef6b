package dev.lockstep.checker;

import dev.lockstep.checker.spec.SpecState;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells what an event made of the states of its instance.
 *
 * @param from how many states there were before it, with those that hidden actions led to
 * @param to how many there are after it
 * @param kept how many more were kept as candidates
 * @param asked the construct, with its place, for which TLC was asked; null: it was decided without TLC
 * @param late how many late actions there were right before it: as few as possible
 * @param end why the trace is not accepted; null: the event is a step
 */
record StepOutcome(
        int from,
        int to,
        int kept,
        @Nullable String asked,
        int late,
        @Nullable End end) {
    StepOutcome(int from, int to, int kept, @Nullable String asked, @Nullable End end) {
        this(from, to, kept, asked, 0, end);
    }

    /** Tells why there is no going on after an event. */
    sealed interface End {}

    /**
     * It is no step.
     *
     * @param where takes time to find out, and most who try an event do not ask
     */
    record NoStep(Supplier<Stuck> where) implements End {}

    /**
     * Tells where there is no going on.
     *
     * @param from the states before the event, those that are explained first at the beginning
     * @param violating a state after it that violates an invariant; null: there is none
     */
    record Stuck(List<SpecState> from, @Nullable SpecState violating) {}

    /**
     * No step is known, but there may be one.
     *
     * @param since index of the first event of the instance at which not all steps could be evaluated
     * @param why they could not
     */
    record Undetermined(long since, String why) implements End {}

    /** A limit was hit. */
    record TooMany(String limit, Collection<SpecState> states) implements End {}

    /** Keeps what is to be thrown when it is the event's turn. */
    record Thrown(Throwable what) implements End {}
}
