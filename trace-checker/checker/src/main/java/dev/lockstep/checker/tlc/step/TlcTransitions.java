package dev.lockstep.checker.tlc.step;

import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.tlc.relation.PropertyNames;
import dev.lockstep.checker.tlc.value.Conversion;
import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.checker.tlc.value.TlcState;
import dev.lockstep.evaluator.TransitionSystem;
import dev.lockstep.evaluator.value.Equality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tla2sany.semantic.ExprNode;
import tlc2.tool.Action;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.BoundedTool;
import tlc2.util.Context;
import tlc2.value.IMVPerm;
import tlc2.value.IValue;
import tlc2.value.impl.ModelValue;

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
    public SearchConfig config() {
        synchronized (lock) {
            return new SearchConfig(
                    Arrays.stream(tool.getActions()).map(TlcTransitions::place).toList(),
                    names(tool.getInvariants(), tool.getInvNames()),
                    names(tool.getImpliedInits(), tool.getImpliedInitNames()),
                    names(tool.getImpliedActions(), tool.getImpliedActNames()),
                    names(tool.getImpliedTemporals(), tool.getImpliedTemporalNames()),
                    tool.getModelConfig().getCheckDeadlock(),
                    tool.getViewSpec() != null,
                    symmetries());
        }
    }

    private static Place place(Action action) {
        return new Place(
                action.pred.getLocation().source(), action.pred.getLocation().beginLine());
    }

    private List<String> names(Action[] parts, String[] byTlc) {
        PropertyNames properties = new PropertyNames(tool);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            names.add(properties.of(parts[i], byTlc[i]));
        }
        return List.copyOf(names);
    }

    private List<Map<Object, Object>> symmetries() {
        IMVPerm[] permutations = evaluated(tool::getSymmetryPerms);
        List<Map<Object, Object>> symmetries = new ArrayList<>();
        for (IMVPerm permutation : permutations == null ? new IMVPerm[0] : permutations) {
            Map<Object, Object> names = new HashMap<>();
            for (ModelValue value : ModelValue.mvs) {
                IValue becomes = permutation.get(value);
                if (becomes != null) {
                    names.put(conversion.of(value), conversion.of(becomes));
                }
            }
            if (!names.isEmpty()) {
                symmetries.add(names);
            }
        }
        return List.copyOf(symmetries);
    }

    @Override
    public int violated(Object[] values) {
        return firstFalse(tool.getInvariants(), values);
    }

    @Override
    public int violatedInitially(Object[] values) {
        return firstFalse(tool.getImpliedInits(), values);
    }

    private int firstFalse(Action[] predicates, Object[] values) {
        TLCState state = state(values);
        for (int i = 0; i < predicates.length; i++) {
            Action predicate = predicates[i];
            if (!evaluated(() -> tool.isValid(predicate, state))) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public int violatedByStep(Object[] from, Object[] to) {
        TLCState before = state(from);
        TLCState after = state(to);
        Action[] properties = tool.getImpliedActions();
        for (int i = 0; i < properties.length; i++) {
            Action property = properties[i];
            if (!evaluated(() -> tool.isValid(property, before, after))) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public boolean isWithin(Object[] from, Object[] to) {
        TLCState before = state(from);
        TLCState after = state(to);
        for (ExprNode constraint : tool.getActionConstraints()) {
            Action action = new Action(constraint, Context.Empty);
            if (!evaluated(() -> tool.isValid(action, before, after))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Object view(Object[] values) {
        TLCState state = state(values);
        return evaluated(() -> Equality.freeze(conversion.of(tool.eval(tool.getViewSpec(), Context.Empty, state))));
    }

    @Override
    public boolean isWithin(Object[] values) {
        TLCState state = state(values);
        for (ExprNode constraint : tool.getModelConstraints()) {
            if (!evaluated(() -> tool.isValid(new Action(constraint, Context.Empty), state))) {
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
