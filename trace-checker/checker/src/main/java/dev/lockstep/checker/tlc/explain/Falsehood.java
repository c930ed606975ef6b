package dev.lockstep.checker.tlc.explain;

import dev.lockstep.checker.reason.Conjunct;
import dev.lockstep.checker.reason.Operand;
import dev.lockstep.checker.reason.Reason;
import dev.lockstep.checker.reason.Reason.Choice;
import dev.lockstep.checker.reason.Reason.EmptyChoice;
import dev.lockstep.checker.reason.Reason.FalseConjunct;
import dev.lockstep.checker.reason.Reason.OtherArgument;
import dev.lockstep.checker.reason.Reason.Unevaluated;
import dev.lockstep.checker.tlc.relation.Expressions;
import dev.lockstep.checker.tlc.step.StepSearch;
import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.checker.tlc.value.Shown;
import dev.lockstep.checker.tlc.value.SourceText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.NumeralNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;
import tla2sany.semantic.SubstInNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.EvalControl;
import tlc2.tool.IContextEnumerator;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.LazyValue;
import tlc2.value.impl.Value;

/** Finds what makes a predicate false: it with the values of its operands, and below it what that comes from. */
final class Falsehood implements ToolGlobals {
    private static final int MAX_BINDINGS = 1000;
    private static final int MAX_DEPTH = 4;

    private final Tool tool;
    private final Expressions expressions;
    private final TLCState from;
    private final TLCState to;

    /** @param to the state after the step, as far as it is known */
    Falsehood(Tool tool, Expressions expressions, TLCState from, TLCState to) {
        this.tool = tool;
        this.expressions = expressions;
        this.from = from;
        this.to = to;
    }

    /** At least one reason, if the predicate is false or cannot be evaluated; none if it is true. */
    List<Reason> of(SemanticNode predicate, Context c) {
        return of(predicate, c, 0);
    }

    /**
     * Says why a predicate is false that is known to be so. This is possible even if TLC cannot evaluate it as it stands: whether a string
     * is a number, say.
     */
    List<Reason> ofFalse(SemanticNode predicate, Context c) {
        List<Reason> reasons = of(predicate, c);
        boolean isUnevaluated = reasons.size() == 1
                && reasons.get(0) instanceof Unevaluated unevaluated
                && unevaluated.place().equals(SourceText.at(predicate));
        return isUnevaluated && predicate instanceof OpApplNode application
                ? List.of(isFalse(conjunct(application, c, true), List.of()))
                : reasons;
    }

    /** Returns the predicate with the values of what it compares, if it is true. Returns null if it is not, or cannot be evaluated. */
    @Nullable
    Conjunct ifTrue(SemanticNode predicate, Context c) {
        try {
            if (!(predicate instanceof OpApplNode application) || !isTrue(predicate, c)) {
                return null;
            }
            int opcode = BuiltInOPs.getOpCode(application.getOperator().getName());
            return conjunct(application, c, opcode != 0 && opcode != OPCODE_eq);
        } catch (Failed e) {
            return null;
        }
    }

    private List<Reason> of(SemanticNode node, Context c, int depth) {
        try {
            return depth > MAX_DEPTH || isTrue(node, c) ? List.of() : reasons(node, c, depth);
        } catch (Failed e) {
            return List.of(new Unevaluated(SourceText.at(node), SourceText.of(node), e.getMessage()));
        }
    }

    private List<Reason> reasons(SemanticNode node, Context c, int depth) throws Failed {
        if (node instanceof LetInNode let) {
            return of(let.getBody(), c, depth);
        } else if (node instanceof LabelNode label) {
            return of(label.getBody(), c, depth);
        } else if (node instanceof SubstInNode subst) {
            return of(subst.getBody(), StepSearch.substituted(subst, c, tool), depth);
        } else if (!(node instanceof OpApplNode application)) {
            return List.of(isFalse(new Conjunct(SourceText.at(node), SourceText.of(node), List.of()), List.of()));
        } else {
            return reasons(application, c, depth);
        }
    }

    private List<Reason> reasons(OpApplNode application, Context c, int depth) throws Failed {
        ExprOrOpArgNode[] arguments = application.getArgs();
        int opcode = BuiltInOPs.getOpCode(application.getOperator().getName());
        switch (opcode) {
            case OPCODE_cl, OPCODE_land -> {
                for (ExprOrOpArgNode argument : arguments) {
                    List<Reason> reasons = of(argument, c, depth);
                    if (!reasons.isEmpty()) {
                        return reasons;
                    }
                }
                return List.of();
            }
            case OPCODE_ite -> {
                return of(arguments[isTrue(arguments[0], c) ? 1 : 2], c, depth);
            }
            case OPCODE_case -> {
                for (ExprOrOpArgNode argument : arguments) {
                    ExprOrOpArgNode[] pair = ((OpApplNode) argument).getArgs();
                    if (pair[0] == null || isTrue(pair[0], c)) {
                        return of(pair[1], c, depth);
                    }
                }
                return List.of(isFalse(conjunct(application, c, false), List.of()));
            }
            case OPCODE_dl, OPCODE_lor, OPCODE_implies -> {
                List<Reason> below = new ArrayList<>();
                for (int i = opcode == OPCODE_implies ? 1 : 0; i < arguments.length; i++) {
                    below.addAll(of(arguments[i], c, depth + 1));
                }
                return List.of(isFalse(conjunct(application, c, false), below));
            }
            case OPCODE_be -> {
                return List.of(ofExistential(application, c, depth));
            }
            case OPCODE_bf -> {
                return List.of(ofUniversal(application, c, depth));
            }
            case 0 -> {
                return ofUse(application, c, depth);
            }
            default -> {
                return List.of(isFalse(conjunct(application, c, true), List.of()));
            }
        }
    }

    private static Reason isFalse(Conjunct conjunct, List<Reason> below) {
        return new FalseConjunct(conjunct, null, below);
    }

    // ---------------------------------------------------------------- kinds of predicates

    private List<Reason> ofUse(OpApplNode application, Context c, int depth) throws Failed {
        if (expressions.isComparison(application)) {
            return List.of(comparison(application, c));
        }
        Object meaning = tool.lookup(application.getOperator(), c, from, false);
        List<Reason> below = List.of();
        if (meaning instanceof OpDefNode definition
                && definition.getBody() != null
                && BuiltInOPs.getOpCode(definition.getName()) == 0) {
            Context inner = Evaluation.of(() -> tool.getOpContext(definition, application.getArgs(), c, true));
            below = of(definition.getBody(), inner, depth + 1);
        } else if (meaning instanceof LazyValue lazy && application.getArgs().length == 0) {
            return of(lazy.expr, lazy.con, depth);
        }
        return List.of(isFalse(conjunct(application, c, true), below));
    }

    private Reason comparison(OpApplNode application, Context c) {
        ExprOrOpArgNode given = application.getArgs()[0];
        ExprOrOpArgNode computed = application.getArgs()[1];
        return new OtherArgument(
                SourceText.at(application),
                Expressions.name(given),
                operand(given, c),
                expressions.isMembership(application),
                SourceText.of(computed),
                operand(computed, c));
    }

    private Reason ofExistential(OpApplNode quantifier, Context c, int depth) throws Failed {
        IContextEnumerator bindings = contexts(quantifier, c);
        List<Reason> nearest = List.of();
        int furthest = -1;
        List<Operand> symbols = List.of();
        Context inner = bindings.nextElement();
        if (inner == null) {
            return nothing(quantifier, c);
        }
        for (int i = 0; i < MAX_BINDINGS && inner != null; i++, inner = bindings.nextElement()) {
            List<Reason> reasons = of(quantifier.getArgs()[0], inner, depth + 1);
            int holding = holding(quantifier.getArgs()[0], inner);
            if (holding > furthest || holding == furthest && size(reasons) < size(nearest)) {
                furthest = holding;
                nearest = reasons;
                symbols = symbols(quantifier, inner);
            }
        }
        return new FalseConjunct(conjunct(quantifier, c, false), new Choice(true, symbols), nearest);
    }

    /** Returns how many there are, with those below them. */
    private static int size(List<Reason> reasons) {
        int size = reasons.size();
        for (Reason reason : reasons) {
            size += reason instanceof FalseConjunct isFalse ? size(isFalse.below()) : 0;
        }
        return size;
    }

    /** Returns how many conjuncts are true before the first that is not. */
    private int holding(SemanticNode node, Context c) {
        if (node instanceof OpApplNode application) {
            int opcode = BuiltInOPs.getOpCode(application.getOperator().getName());
            if (opcode == OPCODE_cl || opcode == OPCODE_land) {
                int holding = 0;
                for (ExprOrOpArgNode argument : application.getArgs()) {
                    holding += holding(argument, c);
                    if (!of(argument, c).isEmpty()) {
                        break;
                    }
                }
                return holding;
            }
        }
        return of(node, c).isEmpty() ? 1 : 0;
    }

    /** Says that there is nothing to choose. */
    Reason nothing(OpApplNode quantifier, Context c) {
        List<Operand> sets = new ArrayList<>();
        for (SemanticNode bound : quantifier.getBdedQuantBounds()) {
            sets.add(new Operand(SourceText.of(bound), operand(bound, c)));
        }
        return new EmptyChoice(SourceText.at(quantifier), sets);
    }

    private Reason ofUniversal(OpApplNode quantifier, Context c, int depth) throws Failed {
        IContextEnumerator bindings = contexts(quantifier, c);
        Context inner = bindings.nextElement();
        for (int i = 0; i < MAX_BINDINGS && inner != null; i++, inner = bindings.nextElement()) {
            if (!isTrue(quantifier.getArgs()[0], inner)) {
                return new FalseConjunct(
                        conjunct(quantifier, c, false),
                        new Choice(false, symbols(quantifier, inner)),
                        of(quantifier.getArgs()[0], inner, depth + 1));
            }
        }
        return isFalse(conjunct(quantifier, c, false), List.of());
    }

    private IContextEnumerator contexts(OpApplNode quantifier, Context c) throws Failed {
        return Evaluation.of(() -> tool.contexts(quantifier, c, from, to, EvalControl.Clear));
    }

    /** Returns what a quantifier's symbols are bound to. */
    static List<Operand> symbols(OpApplNode quantifier, Context c) {
        List<Operand> values = new ArrayList<>();
        for (FormalParamNode[] symbols : quantifier.getBdedQuantSymbolLists()) {
            for (FormalParamNode symbol : symbols) {
                String value = SourceText.abbreviated(shown(c.lookup(symbol)));
                values.add(new Operand(symbol.getName().toString(), value));
            }
        }
        return values;
    }

    private static String shown(Object value) {
        return value instanceof Value known ? Shown.of(known) : String.valueOf(value);
    }

    // ---------------------------------------------------------------- a conjunct

    private Conjunct conjunct(OpApplNode predicate, Context c, boolean withOperands) {
        List<Operand> operands = new ArrayList<>();
        for (ExprOrOpArgNode argument : withOperands ? predicate.getArgs() : new ExprOrOpArgNode[0]) {
            String value = operand(argument, c);
            if (value != null) {
                operands.add(new Operand(SourceText.of(argument), value));
            }
        }
        return new Conjunct(SourceText.at(predicate), SourceText.of(predicate), operands);
    }

    /** Returns the value of an operand; null: it is written there, or has none. */
    private @Nullable String operand(SemanticNode operand, Context c) {
        if (operand instanceof NumeralNode || operand instanceof StringNode || operand instanceof OpArgNode) {
            return null;
        }
        try {
            Value result = eval(operand, c);
            String value = Shown.sorted(result);
            return value.equals(SourceText.of(operand)) && !isSymbol(operand) ? null : SourceText.abbreviated(value);
        } catch (Failed e) {
            return null;
        }
    }

    private static boolean isSymbol(SemanticNode operand) {
        return operand instanceof OpApplNode application && application.getOperator() instanceof FormalParamNode;
    }

    private boolean isTrue(SemanticNode node, Context c) throws Failed {
        if (eval(node, c) instanceof BoolValue bool) {
            return bool.val;
        }
        throw new Failed("it is no boolean");
    }

    private Value eval(SemanticNode node, Context c) throws Failed {
        return Evaluation.of(() -> (Value) tool.eval(node, c, from, to, EvalControl.Clear));
    }
}
