package dev.lockstep.checker.search;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Tells what a search through the states of a transition system found.
 *
 * @param distinct states within the constraints
 * @param generated states generated, those that were known already included; initial states count
 * @param depth states of the longest of the shortest ways to a state
 * @param violation what is wrong; empty: nothing
 * @param path the states to it from an initial one, each with the step to it; a shortest one. Empty: nothing is wrong
 * @param askedOfTlc how many questions only TLC could answer
 * @param isComplete false: the search was ended early, and these are the figures until then
 */
public record SearchResult(
        long distinct,
        long generated,
        int depth,
        Optional<Violation> violation,
        List<Step> path,
        long askedOfTlc,
        boolean isComplete) {
    public SearchResult {
        path = List.copyOf(path);
    }

    /** Holds a state, and the index of the action that led to it; empty: it is an initial state. */
    public record Step(OptionalInt action, Object[] state) {}

    /**
     * Tells what is violated.
     *
     * @param kind the kind
     * @param property the index among the config's names of that kind; 0 for a deadlock
     */
    public record Violation(Kind kind, int property) {}

    /** Tells the kinds of what a search can find, in the order in which TLC looks for them. */
    public enum Kind {
        INVARIANT,
        /** A property of initial states is false. */
        INITIAL,
        /** A step is none that a property allows. */
        STEP,
        DEADLOCK
    }

    /**
     * Returns the probability that two states had the same fingerprint, so that one was not looked at. It is computed as TLC does: as if
     * fingerprints were random.
     */
    public double collisionProbability() {
        return distinct * (double) Math.max(0, generated - distinct) / 0x1p64;
    }
}
