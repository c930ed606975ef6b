package dev.lockstep.checker.tlc.compile;

import dev.lockstep.checker.shortcut.Shortcut;
import dev.lockstep.checker.shortcut.Shortcuts;
import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.tlc.compile.Compiler.CompiledExpr;
import dev.lockstep.checker.tlc.compile.Compiler.CompiledForAll;
import dev.lockstep.checker.tlc.relation.PropertyNames;
import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.checker.tlc.value.TlcState;
import dev.lockstep.evaluator.Expr;
import dev.lockstep.evaluator.ForAllParts;
import dev.lockstep.evaluator.value.Undecided;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.Action;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.BoundedTool;
import tlc2.util.Context;

/**
 * Evaluates the config's invariants. After a step only those conjuncts are evaluated, for those elements, of which something has changed.
 */
public final class Invariants implements ToolGlobals {
    private final String spec;
    private final BoundedTool tool;
    private final Object lock;
    private final Action[] invariants;
    private final String[] names;
    private final boolean isEvaluated;
    private final boolean isIncremental;
    private final List<Conjunct> conjuncts = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final Mentions mentions = new Mentions();

    /** Represents one of an invariant's conjuncts. */
    private interface Conjunct {
        /** @param base the values of a state in which it holds; null: none is known */
        boolean holds(Object[] state, Object @Nullable [] base);
    }

    /** Returns a conjunct that is evaluated if a variable that it reads has changed. */
    private static Conjunct whole(CompiledExpr compiled) {
        int[] variables = compiled.reads().variables.stream().toArray();
        return (state, base) ->
                base != null && isAsIn(base, state, variables) || Expr.holds(compiled.expr(), compiled.slots(), state);
    }

    private static boolean isAsIn(Object[] base, Object[] state, int[] variables) {
        for (int variable : variables) {
            if (base[variable] != state[variable]) {
                return false;
            }
        }
        return true;
    }

    private static Conjunct forAll(CompiledForAll compiled) {
        List<Integer> symbols =
                compiled.bindings().stream().map(binding -> binding.slots()[0]).toList();
        BitSet whole = (BitSet) compiled.reads().whole.clone();
        int[][] parts = new int[symbols.size()][];
        for (int i = 0; i < parts.length; i++) {
            int slot = symbols.get(i);
            parts[i] = compiled.reads().parts.stream()
                    .filter(part -> part.slot() == slot)
                    .mapToInt(Reads.Part::variable)
                    .toArray();
        }
        for (Reads.Part part : compiled.reads().parts) {
            if (!symbols.contains(part.slot())) {
                whole.set(part.variable());
            }
        }
        return new ForAllParts(
                compiled.bindings(),
                compiled.body(),
                compiled.slots(),
                whole.stream().toArray(),
                parts)::holds;
    }

    /** @param lock the lock whose holder may use TLC */
    public Invariants(String spec, BoundedTool tool, Compiler compiler, Shortcuts shortcuts, Object lock) {
        this(spec, tool, tool.getInvariants(), names(tool), compiler, shortcuts, lock);
    }

    private static String[] names(BoundedTool tool) {
        PropertyNames properties = new PropertyNames(tool);
        String[] names = tool.getInvNames().clone();
        for (int i = 0; i < names.length; i++) {
            names[i] = properties.of(tool.getInvariants()[i], names[i]);
        }
        return names;
    }

    public Invariants(
            String spec,
            BoundedTool tool,
            Action[] invariants,
            String[] names,
            Compiler compiler,
            Shortcuts shortcuts,
            Object lock) {
        this.isEvaluated = shortcuts.has(Shortcut.EVALUATOR);
        this.isIncremental = shortcuts.has(Shortcut.INVARIANTS);
        this.spec = spec;
        this.lock = lock;
        this.tool = tool;
        this.invariants = invariants;
        this.names = names;
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
            CompiledForAll universal = compiler.forAll(application, context);
            if (universal != null) {
                mentions.add(universal.mentions());
                conjuncts.add(forAll(universal));
                places.add(new Place(node));
                return;
            }
        }
        CompiledExpr predicate = compiler.predicate(node, context);
        mentions.add(predicate.mentions());
        conjuncts.add(whole(predicate));
        places.add(new Place(node));
    }

    public Mentions mentions() {
        return mentions;
    }

    /**
     * Returns the first of the config's invariants that is false in the state; null: all hold.
     *
     * @param byTlc is run if only TLC can evaluate them
     */
    @Nullable
    public String violatedIn(TlcState state, Runnable byTlc) {
        if (state.isClean()) {
            return null;
        }
        Boolean decided = decided(state);
        if (decided == null) {
            byTlc.run();
        }
        String violated = Boolean.TRUE.equals(decided) ? null : violatedByTlc(state);
        if (violated == null) {
            state.setClean();
        }
        return violated;
    }

    /** Returns whether all of them hold; null: TLC must be asked. */
    @Nullable
    public Boolean decided(TlcState state) {
        if (!isEvaluated) {
            return null;
        }
        try {
            return allHold(state.values(), isIncremental ? state.base() : null);
        } catch (Undecided e) {
            state.askTlc(e.construct());
        } catch (StackOverflowError e) {
            state.askTlc("an invariant recurses too deeply");
        }
        return null;
    }

    /**
     * Returns whether all of them are known to hold after a step. Throws {@link Undecided}.
     *
     * @param from the values of a state in which all hold
     */
    boolean hold(Object[] from, Object[] to) {
        try {
            return isEvaluated && allHold(to, isIncremental ? from : null);
        } catch (StackOverflowError e) {
            throw new Undecided("an invariant recurses too deeply");
        }
    }

    private boolean allHold(Object[] values, Object @Nullable [] base) {
        int i = 0;
        try {
            for (; i < conjuncts.size(); i++) {
                if (!conjuncts.get(i).holds(values, base)) {
                    return false;
                }
            }
        } catch (Undecided e) {
            throw e.at(places.get(i));
        }
        return true;
    }

    /** Does the same, by TLC alone. */
    @Nullable
    public String violatedByTlc(TlcState state) {
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
