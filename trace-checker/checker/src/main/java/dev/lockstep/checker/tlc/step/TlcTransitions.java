package dev.lockstep.checker.tlc.step;

import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.tlc.value.Conversion;
import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.checker.tlc.value.TlcState;
import dev.lockstep.evaluator.TransitionSystem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tla2sany.semantic.ExprNode;
import tlc2.tool.Action;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.BoundedTool;

/** Finds a spec's states and steps as TLC does. Throws {@link UnusableSpecException} where TLC cannot evaluate something. */
public final class TlcTransitions implements TransitionSystem {
    private final Stepper stepper;
    private final BoundedTool tool;
    private final Conversion conversion;
    private final List<String> variables;
    private final Object lock;

    /** @param lock the lock whose holder may use TLC */
    public TlcTransitions(Stepper stepper, Conversion conversion, List<String> variables, Object lock) {
        this.stepper = stepper;
        this.tool = stepper.tool();
        this.conversion = conversion;
        this.variables = variables;
        this.lock = lock;
    }

    @Override
    public List<String> variables() {
        return variables;
    }

    @Override
    public List<String> actions() {
        return Arrays.stream(tool.getActions())
                .map(action -> String.valueOf(action.getName()))
                .toList();
    }

    private <T> T evaluated(Supplier<T> evaluation) {
        synchronized (lock) {
            try {
                return Evaluation.of(evaluation);
            } catch (Failed e) {
                throw new UnusableSpecException("TLC cannot evaluate it: " + e.getMessage());
            }
        }
    }

    @Override
    public void initial(Consumer<Object[]> found) {
        List<Object[]> states = new ArrayList<>();
        evaluated(() -> {
            StateVec all = tool.getInitStates();
            for (int i = 0; i < all.size(); i++) {
                states.add(values(all.elementAt(i), "the initial predicate"));
            }
            return states;
        });
        states.forEach(found);
    }

    private Object[] values(TLCState state, String what) {
        return new TlcState(stepper.complete(state, what), conversion).values();
    }

    @Override
    public void successors(Object[] from, Found found) {
        TLCState state = state(from);
        Action[] actions = tool.getActions();
        for (int i = 0; i < actions.length; i++) {
            Action action = actions[i];
            List<Object[]> states = new ArrayList<>();
            evaluated(() -> {
                StateVec all = tool.getNextStates(action, state);
                for (int j = 0; j < all.size(); j++) {
                    states.add(values(all.elementAt(j), "the step " + action.getLocation()));
                }
                return states;
            });
            for (Object[] to : states) {
                found.reached(i, to);
            }
        }
    }

    private TLCState state(Object[] values) {
        synchronized (lock) {
            return TlcState.of(values, conversion);
        }
    }

    @Override
    public int violated(Object[] values) {
        TLCState state = state(values);
        Action[] invariants = tool.getInvariants();
        for (int i = 0; i < invariants.length; i++) {
            Action invariant = invariants[i];
            if (!evaluated(() -> tool.isValid(invariant, state))) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public boolean isWithin(Object[] values) {
        TLCState state = state(values);
        for (ExprNode constraint : tool.getModelConstraints()) {
            if (!evaluated(() -> tool.isValid(new Action(constraint, tlc2.util.Context.Empty), state))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public TransitionSystem byTlc() {
        return this;
    }
}
