package dev.lockstep.evaluator;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Knows the states of a spec and the steps between them. A state is an array of the values of all variables, in their order. Several threads
 * may use a system, and the states that they give to it: these are frozen.
 *
 * <p>Each method throws {@link dev.lockstep.evaluator.value.Undecided} where only TLC knows the result; what was found up to then is to be
 * thrown away, and {@link #byTlc} asked.
 */
public interface TransitionSystem {
    /** Returns the names of the variables, in their order. */
    List<String> variables();

    /** Returns the names of the actions that {@code Next} consists of, as TLC divides it. A name may be there several times. */
    List<String> actions();

    /** Finds the initial states, some of them perhaps several times. */
    void initial(Consumer<Object[]> found);

    /**
     * Finds the states after one step, each as many times as TLC generates it. They are not frozen: most are known already. Which is to be
     * seen by other threads, or kept, is frozen by {@link dev.lockstep.evaluator.value.Equality#freeze(Object[])}.
     */
    void successors(Object[] from, Found found);

    /** Takes the states after a step. */
    interface Found {
        /** @param action an index of {@link #actions} */
        void reached(int action, Object[] to);
    }

    /** Returns what the config says of a search through the states. */
    SearchConfig config();

    /** Returns the index of the first of the config's invariants that is false in the state; -1: all hold. */
    int violated(Object[] state);

    /**
     * Does the same for the state after a step.
     *
     * @param from the state before it, in which all hold: what they say of parts that have not changed still holds
     */
    default int violated(Object[] from, Object[] to) {
        return violated(to);
    }

    /** Returns the index of the first of {@link SearchConfig#initial} that is false in an initial state; -1: all hold. */
    int violatedInitially(Object[] state);

    /** Returns the index of the first of {@link SearchConfig#steps} that the step is none of; -1: it is one of each. */
    int violatedByStep(Object[] from, Object[] to);

    /** Returns whether the config's CONSTRAINTs hold in the state. */
    boolean isWithin(Object[] state);

    /** Returns whether the config's ACTION_CONSTRAINTs hold of the step. */
    boolean isWithin(Object[] from, Object[] to);

    /** Returns the value of the config's VIEW in the state: states of which it is equal are taken for one. Only to be called if there is one. */
    Object view(Object[] state);

    /**
     * Tells what a config says of a search, besides the predicates.
     *
     * @param places where each of the {@link #actions} is in the spec
     * @param invariants the names of the invariants
     * @param initial the names of the properties that say something of initial states
     * @param steps the names of the properties that say something of every step, as {@code [][A]_v} does, also as a part of a refinement
     * @param liveness the names of the properties that say something of whole behaviours, which no search through states decides
     * @param findsDeadlocks whether a state without a successor is an error
     * @param hasView whether there is a VIEW
     * @param symmetries what the model values become that may change places, for each permutation but the identity. States that differ by
     *     one are taken for one
     */
    record SearchConfig(
            List<Place> places,
            List<String> invariants,
            List<String> initial,
            List<String> steps,
            List<String> liveness,
            boolean findsDeadlocks,
            boolean hasView,
            List<Map<Object, Object>> symmetries) {}

    /** Tells where a definition is: its module, and its line from 1. */
    record Place(String module, int line) {}

    /** Does the same system, decided by TLC alone; it throws an exception of the checker where TLC cannot evaluate something. */
    TransitionSystem byTlc();
}
