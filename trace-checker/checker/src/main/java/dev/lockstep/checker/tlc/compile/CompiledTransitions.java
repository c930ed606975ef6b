package dev.lockstep.checker.tlc.compile;

import dev.lockstep.checker.tlc.compile.Compiler.CompiledAct;
import dev.lockstep.checker.tlc.compile.Compiler.CompiledExpr;
import dev.lockstep.evaluator.Act;
import dev.lockstep.evaluator.Expr;
import dev.lockstep.evaluator.Run;
import dev.lockstep.evaluator.TransitionSystem;
import dev.lockstep.evaluator.value.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ExprNode;
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
    private final TransitionSystem byTlc;

    public CompiledTransitions(BoundedTool tool, Compiler compiler, List<String> variables, TransitionSystem byTlc) {
        this.variables = variables;
        this.byTlc = byTlc;
        this.init = new CompiledInit(tool, compiler);
        for (Action action : tool.getActions()) {
            actions.add(String.valueOf(action.getName()));
            acts.add(compiler.act(action.pred, action.con));
        }
        for (Action invariant : tool.getInvariants()) {
            invariants.add(compiler.predicate(invariant.pred, invariant.con));
        }
        for (ExprNode constraint : tool.getModelConstraints()) {
            constraints.add(compiler.predicate(constraint, Context.Empty));
        }
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
                    found.reached(action, CompiledInit.state(to));
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
    public int violated(Object[] state) {
        for (int i = 0; i < invariants.size(); i++) {
            if (!holds(invariants.get(i), state)) {
                return i;
            }
        }
        return -1;
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
