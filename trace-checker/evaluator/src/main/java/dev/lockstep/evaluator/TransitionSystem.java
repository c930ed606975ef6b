package dev.lockstep.evaluator;

import java.util.List;
import java.util.function.Consumer;

/**
 * Knows the states of a spec and the steps between them. A state is an array of the values of all variables, in their order; the values are
 * frozen, so several threads may use them, and a system too.
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

    /** Finds the states after one step, some of them perhaps several times. */
    void successors(Object[] from, Found found);

    /** Takes the states after a step. */
    interface Found {
        /** @param action an index of {@link #actions} */
        void reached(int action, Object[] to);
    }

    /** Returns the index of the first of the config's invariants that is false in the state; -1: all hold. */
    int violated(Object[] state);

    /** Returns whether the config's CONSTRAINTs hold in the state. */
    boolean isWithin(Object[] state);

    /** Does the same system, decided by TLC alone; it throws an exception of the checker where TLC cannot evaluate something. */
    TransitionSystem byTlc();
}
