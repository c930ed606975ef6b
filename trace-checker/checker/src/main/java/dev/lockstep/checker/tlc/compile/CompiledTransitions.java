package dev.lockstep.checker.tlc.compile;

import dev.lockstep.checker.tlc.compile.Compiler.CompiledAct;
import dev.lockstep.checker.tlc.compile.Compiler.CompiledExpr;
import dev.lockstep.evaluator.Act;
import dev.lockstep.evaluator.CompiledObservation;
import dev.lockstep.evaluator.Expr;
import dev.lockstep.evaluator.Run;
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
    private final List<CompiledExpr> invariants = new ArrayList<>();
    private final List<CompiledExpr> constraints = new ArrayList<>();
    private final List<CompiledExpr> initialProperties = new ArrayList<>();
    private final List<CompiledObservation> stepProperties = new ArrayList<>();
    private final List<CompiledObservation> stepConstraints = new ArrayList<>();
    private final @Nullable CompiledExpr view;
    private final TransitionSystem byTlc;

    public CompiledTransitions(BoundedTool tool, Compiler compiler, List<String> variables, TransitionSystem byTlc) {
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
            stepProperties.add(step(compiler.predicate(property.pred, property.con)));
        }
        for (ExprNode constraint : tool.getActionConstraints()) {
            stepConstraints.add(step(compiler.predicate(constraint, Context.Empty)));
        }
        SemanticNode viewed = tool.getViewSpec();
        this.view = viewed == null ? null : compiler.predicate(viewed, Context.Empty);
    }

    private static CompiledObservation step(CompiledExpr compiled) {
        return CompiledObservation.step(compiled.expr(), compiled.slots());
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
        for (int i = 0; i < acts.size(); i++) {
            int action = i;
            search(acts.get(i), from, new Run.Ends(Run.MOST_CHOICES) {
                @Override
                public void reached(@Nullable Object[] to) {
                    Object[] state = CompiledInit.state(to, from);
                    for (int way = 0; way < ways(); way++) {
                        found.reached(action, state);
                    }
                }
            });
        }
    }

    private static void search(CompiledAct compiled, Object[] from, Run.Ends ends) {
        try {
            Act.search(compiled.act(), new Run(compiled.slots(), from, ends));
        } catch (StackOverflowError e) {
            throw new Undecided("a definition recurses too deeply");
        }
    }

    @Override
    public SearchConfig config() {
        return byTlc.config();
    }

    @Override
    public int violated(Object[] state) {
        return firstFalse(invariants, state);
    }

    @Override
    public int violatedInitially(Object[] state) {
        return firstFalse(initialProperties, state);
    }

    private static int firstFalse(List<CompiledExpr> predicates, Object[] state) {
        for (int i = 0; i < predicates.size(); i++) {
            if (!holds(predicates.get(i), state)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public int violatedByStep(Object[] from, Object[] to) {
        return firstFalse(stepProperties, from, to);
    }

    @Override
    public boolean isWithin(Object[] from, Object[] to) {
        return firstFalse(stepConstraints, from, to) < 0;
    }

    private static int firstFalse(List<CompiledObservation> predicates, Object[] from, Object[] to) {
        try {
            for (int i = 0; i < predicates.size(); i++) {
                if (!predicates.get(i).holds(from, to)) {
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
        for (CompiledExpr constraint : constraints) {
            if (!holds(constraint, state)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(CompiledExpr predicate, Object[] state) {
        try {
            return Expr.holds(predicate.expr(), predicate.slots(), state);
        } catch (StackOverflowError e) {
            throw new Undecided("a predicate recurses too deeply");
        }
    }

    @Override
    public TransitionSystem byTlc() {
        return byTlc;
    }
}
