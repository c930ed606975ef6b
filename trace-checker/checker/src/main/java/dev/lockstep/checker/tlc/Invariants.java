package dev.lockstep.checker.tlc;

import dev.lockstep.checker.compiled.Expr;
import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.tlc.Compiler.CompiledExpr;
import dev.lockstep.checker.tlc.Evaluation.Failed;
import dev.lockstep.checker.value.Undecided;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.Action;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.FastTool;
import tlc2.util.Context;

/** The config's invariants. After a step only those conjuncts are evaluated of which a variable has changed. */
final class Invariants implements ToolGlobals {
    private final String spec;
    private final FastTool tool;
    private final Object lock;
    private final Action[] invariants;
    private final String[] names;
    private final List<Conjunct> conjuncts = new ArrayList<>();

    /** One of an invariant's conjuncts, and the variables that it reads. */
    private static final class Conjunct {
        private final CompiledExpr compiled;
        private final int[] variables;

        Conjunct(CompiledExpr compiled) {
            this.compiled = compiled;
            this.variables = compiled.reads().variables.stream().toArray();
        }

        boolean isAsIn(Object[] base, Object[] state) {
            for (int variable : variables) {
                if (base[variable] != state[variable]) {
                    return false;
                }
            }
            return true;
        }

        boolean holds(Object[] state) {
            return Expr.holds(compiled.expr(), compiled.slots(), state);
        }
    }

    /** @param lock who holds it may use TLC */
    Invariants(String spec, FastTool tool, Compiler compiler, Object lock) {
        this.spec = spec;
        this.lock = lock;
        this.tool = tool;
        this.invariants = tool.getInvariants();
        this.names = tool.getInvNames();
        for (Action invariant : invariants) {
            compile(invariant.pred, invariant.con, compiler);
        }
    }

    private void compile(SemanticNode node, Context context, Compiler compiler) {
        if (node instanceof LabelNode label) {
            compile(label.getBody(), context, compiler);
            return;
        }
        if (node instanceof OpApplNode application) {
            int opcode = BuiltInOPs.getOpCode(application.getOperator().getName());
            if (opcode == OPCODE_cl || opcode == OPCODE_land) {
                for (SemanticNode conjunct : application.getArgs()) {
                    compile(conjunct, context, compiler);
                }
                return;
            }
            if (opcode == 0
                    && application.getArgs().length == 0
                    && tool.lookup(application.getOperator()) instanceof OpDefNode definition
                    && definition.getParams().length == 0
                    && definition.getBody() != null) {
                compile(definition.getBody(), context, compiler);
                return;
            }
        }
        conjuncts.add(new Conjunct(compiler.predicate(node, context)));
    }

    /** The first of the config's invariants that is false in the state; null: all hold. */
    @Nullable
    String violatedIn(TlcState state) {
        if (state.isClean()) {
            return null;
        }
        String violated = decided(state) ? null : violatedByTlc(state);
        if (violated == null) {
            state.setClean();
        }
        return violated;
    }

    /** Whether all of them hold; false: some do not, or TLC must be asked. */
    private boolean decided(TlcState state) {
        try {
            return allHold(state.values(), state.base());
        } catch (Undecided | StackOverflowError e) {
            return false;
        }
    }

    private boolean allHold(Object[] values, Object @Nullable [] base) {
        for (Conjunct conjunct : conjuncts) {
            if ((base == null || !conjunct.isAsIn(base, values)) && !conjunct.holds(values)) {
                return false;
            }
        }
        return true;
    }

    /** The same, by TLC alone. */
    @Nullable
    String violatedByTlc(TlcState state) {
        synchronized (lock) {
            return violated(state);
        }
    }

    private @Nullable String violated(TlcState state) {
        for (int i = 0; i < invariants.length; i++) {
            Action invariant = invariants[i];
            try {
                if (!Evaluation.of(() -> tool.isValid(invariant, state.state()))) {
                    return names[i];
                }
            } catch (Failed e) {
                throw new UnusableSpecException(
                        spec + ": invariant " + names[i] + " cannot be evaluated: " + e.getMessage());
            }
        }
        return null;
    }
}
