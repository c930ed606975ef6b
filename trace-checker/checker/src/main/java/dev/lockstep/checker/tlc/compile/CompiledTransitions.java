package dev.lockstep.checker.tlc.compile;

import dev.lockstep.checker.tlc.compile.Compiler.CompiledAct;
import dev.lockstep.checker.tlc.compile.Compiler.CompiledExpr;
import dev.lockstep.evaluator.Act;
import dev.lockstep.evaluator.Expr;
import dev.lockstep.evaluator.Run;
import dev.lockstep.evaluator.StatePredicate;
import dev.lockstep.evaluator.TransitionSystem;
import dev.lockstep.evaluator.value.Equality;
import dev.lockstep.evaluator.value.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.Action;
import tlc2.tool.impl.BoundedTool;
import tlc2.util.Context;

/** Finds a spec's states and steps without TLC, by {@code Init}, each action, the invariants and constraints as compiled. */
public final class CompiledTransitions implements TransitionSystem {
    private final List<String> variables;
    private final List<String> actions = new ArrayList<>();
    private final CompiledInit init;
    private final List<CompiledAct> acts = new ArrayList<>();
    private final Invariants changes;
    private final List<CompiledExpr> invariants = new ArrayList<>();
    private final List<CompiledExpr> constraints = new ArrayList<>();
    private final List<CompiledExpr> initialProperties = new ArrayList<>();
    private final List<CompiledExpr> stepProperties = new ArrayList<>();
    private final List<CompiledExpr> stepConstraints = new ArrayList<>();
    private final @Nullable CompiledExpr view;
    private final TransitionSystem byTlc;
    private final ThreadLocal<Worker> workers = ThreadLocal.withInitial(Worker::new);

    /** @param changes the invariants, as they are evaluated after a step */
    public CompiledTransitions(
            BoundedTool tool, Compiler compiler, List<String> variables, Invariants changes, TransitionSystem byTlc) {
        this.changes = changes;
        this.variables = variables;
        this.byTlc = byTlc;
        this.init = new CompiledInit(tool, compiler);
        for (Action action : tool.getActions()) {
            actions.add(String.valueOf(action.getName()));
            acts.add(compiler.counting(action.pred, action.con));
        }
        for (Action invariant : tool.getInvariants()) {
            invariants.add(compiler.predicate(invariant.pred, invariant.con));
        }
        for (ExprNode constraint : tool.getModelConstraints()) {
            constraints.add(compiler.predicate(constraint, Context.Empty));
        }
        for (Action property : tool.getImpliedInits()) {
            initialProperties.add(compiler.predicate(property.pred, property.con));
        }
        for (Action property : tool.getImpliedActions()) {
            stepProperties.add(compiler.predicate(property.pred, property.con));
        }
        for (ExprNode constraint : tool.getActionConstraints()) {
            stepConstraints.add(compiler.predicate(constraint, Context.Empty));
        }
        SemanticNode viewed = tool.getViewSpec();
        this.view = viewed == null ? null : compiler.predicate(viewed, Context.Empty);
    }

    @Override
    public List<String> variables() {
        return variables;
    }

    @Override
    public List<String> actions() {
        return List.copyOf(actions);
    }

    @Override
    public void initial(Consumer<Object[]> found) {
        init.search(new Object[variables.size()], found);
    }

    @Override
    public void successors(Object[] from, Found found) {
        Worker worker = workers.get();
        if (worker.isBusy) {
            new Worker().successors(from, found);
        } else {
            worker.successors(from, found);
        }
    }

    /** Holds what one thread evaluates with. Nothing is made anew for each state. */
    private final class Worker extends Run.Ends {
        private final Run[] runs = new Run[acts.size()];
        private final StatePredicate[] invariant = predicates(invariants);
        private final StatePredicate[] initialProperty = predicates(initialProperties);
        private final StatePredicate[] constraint = predicates(constraints);
        private final StatePredicate[] stepProperty = predicates(stepProperties);
        private final StatePredicate[] stepConstraint = predicates(stepConstraints);
        private boolean isBusy;
        private int action;
        private @Nullable Found found;

        Worker() {
            super(Run.MOST_CHOICES);
            for (int i = 0; i < runs.length; i++) {
                runs[i] = new Run(acts.get(i).slots(), new Object[variables.size()], this);
            }
        }

        private static StatePredicate[] predicates(List<CompiledExpr> compiled) {
            return compiled.stream()
                    .map(one -> new StatePredicate(one.expr(), one.slots()))
                    .toArray(StatePredicate[]::new);
        }

        void successors(Object[] state, Found taking) {
            isBusy = true;
            found = taking;
            try {
                for (action = 0; action < runs.length; action++) {
                    runs[action].restart(state);
                    Act.search(acts.get(action).act(), runs[action]);
                }
            } catch (StackOverflowError e) {
                throw new Undecided("a definition recurses too deeply");
            } finally {
                isBusy = false;
                found = null;
            }
        }

        @Override
        public void reached(@Nullable Object[] to) {
            Object[] state = CompiledInit.unfrozen(to);
            for (int way = 0; way < ways(); way++) {
                Objects.requireNonNull(found).reached(action, state);
            }
        }
    }

    @Override
    public SearchConfig config() {
        return byTlc.config();
    }

    @Override
    public int violated(Object[] state) {
        return firstFalse(workers.get().invariant, state);
    }

    @Override
    public int violated(Object[] from, Object[] to) {
        return changes.hold(from, to) ? -1 : violated(to);
    }

    @Override
    public int violatedInitially(Object[] state) {
        return firstFalse(workers.get().initialProperty, state);
    }

    private static int firstFalse(StatePredicate[] predicates, Object[] state) {
        try {
            for (int i = 0; i < predicates.length; i++) {
                if (!predicates[i].holds(state)) {
                    return i;
                }
            }
            return -1;
        } catch (StackOverflowError e) {
            throw new Undecided("a predicate recurses too deeply");
        }
    }

    @Override
    public int violatedByStep(Object[] from, Object[] to) {
        return firstFalse(workers.get().stepProperty, from, to);
    }

    @Override
    public boolean isWithin(Object[] from, Object[] to) {
        return stepConstraints.isEmpty() || firstFalse(workers.get().stepConstraint, from, to) < 0;
    }

    private static int firstFalse(StatePredicate[] predicates, Object[] from, Object[] to) {
        try {
            for (int i = 0; i < predicates.length; i++) {
                if (!predicates[i].holds(from, to)) {
                    return i;
                }
            }
            return -1;
        } catch (StackOverflowError e) {
            throw new Undecided("a predicate recurses too deeply");
        }
    }

    @Override
    public Object view(Object[] state) {
        CompiledExpr viewed = Objects.requireNonNull(view);
        try {
            return Equality.freeze(Expr.value(viewed.expr(), viewed.slots(), state));
        } catch (StackOverflowError e) {
            throw new Undecided("the VIEW recurses too deeply");
        }
    }

    @Override
    public boolean isWithin(Object[] state) {
        return constraints.isEmpty() || firstFalse(workers.get().constraint, state) < 0;
    }

    @Override
    public TransitionSystem byTlc() {
        return byTlc;
    }
}
