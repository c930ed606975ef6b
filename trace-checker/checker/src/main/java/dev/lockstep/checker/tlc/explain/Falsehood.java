package dev.lockstep.checker.tlc.explain;

import dev.lockstep.checker.tlc.relation.Expressions;
import dev.lockstep.checker.tlc.step.StepSearch;
import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.tlc.value.Evaluation.Failed;
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

/** Tells what makes a predicate false: a line for it with the values of its operands, and indented below it what that comes from. */
final class Falsehood implements ToolGlobals {
    private static final int MAX_BINDINGS = 1000;
    private static final int MAX_DEPTH = 4;
    private static final String INDENT = "  ";
    private static final String FALSE = " is FALSE";

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

    /** At least one line, if the predicate is false or cannot be evaluated; none if it is true. */
    List<String> of(SemanticNode predicate, Context c) {
        return of(predicate, c, 0);
    }

    /** A line for the predicate if it is true, with the values of what it compares; null if it is not, or cannot be evaluated. */
    @Nullable
    String ifTrue(SemanticNode predicate, Context c) {
        try {
            if (!(predicate instanceof OpApplNode application) || !isTrue(predicate, c)) {
                return null;
            }
            int opcode = BuiltInOPs.getOpCode(application.getOperator().getName());
            return line(application, " is TRUE", c, opcode != 0 && opcode != OPCODE_eq);
        } catch (Failed e) {
            return null;
        }
    }

    private List<String> of(SemanticNode node, Context c, int depth) {
        try {
            return depth > MAX_DEPTH || isTrue(node, c) ? List.of() : reasons(node, c, depth);
        } catch (Failed e) {
            return List.of(
                    SourceText.place(node) + "  TLC cannot evaluate " + SourceText.of(node) + ": " + e.getMessage());
        }
    }

    private List<String> reasons(SemanticNode node, Context c, int depth) throws Failed {
        if (node instanceof LetInNode let) {
            return of(let.getBody(), c, depth);
        } else if (node instanceof LabelNode label) {
            return of(label.getBody(), c, depth);
        } else if (node instanceof SubstInNode subst) {
            return of(subst.getBody(), StepSearch.substituted(subst, c, tool), depth);
        } else if (!(node instanceof OpApplNode application)) {
            return List.of(SourceText.place(node) + "  " + SourceText.of(node) + " is FALSE");
        } else {
            return reasons(application, c, depth);
        }
    }

    private List<String> reasons(OpApplNode application, Context c, int depth) throws Failed {
        ExprOrOpArgNode[] arguments = application.getArgs();
        int opcode = BuiltInOPs.getOpCode(application.getOperator().getName());
        switch (opcode) {
            case OPCODE_cl, OPCODE_land -> {
                for (ExprOrOpArgNode argument : arguments) {
                    List<String> lines = of(argument, c, depth);
                    if (!lines.isEmpty()) {
                        return lines;
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
                return List.of(line(application, FALSE, c, false));
            }
            case OPCODE_dl, OPCODE_lor, OPCODE_implies -> {
                List<String> below = new ArrayList<>();
                for (int i = opcode == OPCODE_implies ? 1 : 0; i < arguments.length; i++) {
                    below.addAll(of(arguments[i], c, depth + 1));
                }
                return withBelow(line(application, FALSE, c, false), below);
            }
            case OPCODE_be -> {
                return ofExistential(application, c, depth);
            }
            case OPCODE_bf -> {
                return ofUniversal(application, c, depth);
            }
            case 0 -> {
                return ofUse(application, c, depth);
            }
            default -> {
                return List.of(line(application, FALSE, c, true));
            }
        }
    }

    private static List<String> withBelow(String line, List<String> below) {
        List<String> lines = new ArrayList<>();
        lines.add(line);
        below.forEach(inner -> lines.add(INDENT + inner));
        return lines;
    }

    // ---------------------------------------------------------------- kinds of predicates

    private List<String> ofUse(OpApplNode application, Context c, int depth) throws Failed {
        if (expressions.isComparison(application)) {
            return List.of(comparison(application, c));
        }
        Object meaning = tool.lookup(application.getOperator(), c, from, false);
        List<String> below = List.of();
        if (meaning instanceof OpDefNode definition
                && definition.getBody() != null
                && BuiltInOPs.getOpCode(definition.getName()) == 0) {
            Context inner = Evaluation.of(() -> tool.getOpContext(definition, application.getArgs(), c, true));
            below = of(definition.getBody(), inner, depth + 1);
        } else if (meaning instanceof LazyValue lazy && application.getArgs().length == 0) {
            return of(lazy.expr, lazy.con, depth);
        }
        return withBelow(line(application, FALSE, c, true), below);
    }

    private String comparison(OpApplNode application, Context c) {
        ExprOrOpArgNode given = application.getArgs()[0];
        ExprOrOpArgNode computed = application.getArgs()[1];
        String value = operand(computed, c);
        return SourceText.place(application) + "  " + Expressions.name(given) + " = " + operand(given, c) + " is not "
                + (expressions.isMembership(application) ? "in " : "") + SourceText.of(computed)
                + (value == null ? "" : ", which is " + value);
    }

    private List<String> ofExistential(OpApplNode quantifier, Context c, int depth) throws Failed {
        IContextEnumerator bindings = contexts(quantifier, c);
        List<String> nearest = List.of();
        int furthest = -1;
        String symbols = "";
        Context inner = bindings.nextElement();
        if (inner == null) {
            return List.of(nothing(quantifier, c));
        }
        for (int i = 0; i < MAX_BINDINGS && inner != null; i++, inner = bindings.nextElement()) {
            List<String> lines = of(quantifier.getArgs()[0], inner, depth + 1);
            int holding = holding(quantifier.getArgs()[0], inner);
            if (holding > furthest || holding == furthest && lines.size() < nearest.size()) {
                furthest = holding;
                nearest = lines;
                symbols = symbols(quantifier, inner);
            }
        }
        return withBelow(line(quantifier, FALSE + "; nearest is " + symbols, c, false), nearest);
    }

    /** How many conjuncts are true before the first that is not. */
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

    /** That there is nothing to choose. */
    String nothing(OpApplNode quantifier, Context c) {
        StringBuilder text =
                new StringBuilder(SourceText.place(quantifier)).append("  there is nothing to choose from: ");
        String separator = "";
        for (SemanticNode bound : quantifier.getBdedQuantBounds()) {
            text.append(separator).append(SourceText.of(bound));
            String value = operand(bound, c);
            text.append(value == null ? "" : " = " + value);
            separator = ", ";
        }
        return text.toString();
    }

    private List<String> ofUniversal(OpApplNode quantifier, Context c, int depth) throws Failed {
        IContextEnumerator bindings = contexts(quantifier, c);
        Context inner = bindings.nextElement();
        for (int i = 0; i < MAX_BINDINGS && inner != null; i++, inner = bindings.nextElement()) {
            if (!isTrue(quantifier.getArgs()[0], inner)) {
                return withBelow(
                        line(quantifier, FALSE + " for " + symbols(quantifier, inner), c, false),
                        of(quantifier.getArgs()[0], inner, depth + 1));
            }
        }
        return List.of(line(quantifier, FALSE, c, false));
    }

    private IContextEnumerator contexts(OpApplNode quantifier, Context c) throws Failed {
        return Evaluation.of(() -> tool.contexts(quantifier, c, from, to, EvalControl.Clear));
    }

    /** {@code p = 1, q = 2}: what a quantifier's symbols are bound to. */
    static String symbols(OpApplNode quantifier, Context c) {
        List<String> values = new ArrayList<>();
        for (FormalParamNode[] symbols : quantifier.getBdedQuantSymbolLists()) {
            for (FormalParamNode symbol : symbols) {
                values.add(symbol.getName() + " = " + SourceText.abbreviated(String.valueOf(c.lookup(symbol))));
            }
        }
        return String.join(", ", values);
    }

    // ---------------------------------------------------------------- a line

    private String line(OpApplNode predicate, String is, Context c, boolean operands) {
        StringBuilder line = new StringBuilder(SourceText.place(predicate))
                .append("  ")
                .append(SourceText.of(predicate))
                .append(is);
        String separator = ": ";
        for (ExprOrOpArgNode argument : operands ? predicate.getArgs() : new ExprOrOpArgNode[0]) {
            String value = operand(argument, c);
            if (value != null) {
                line.append(separator)
                        .append(SourceText.of(argument))
                        .append(" = ")
                        .append(value);
                separator = ", ";
            }
        }
        return line.toString();
    }

    /** The value of an operand; null: it is written there, or has none. */
    private @Nullable String operand(SemanticNode operand, Context c) {
        if (operand instanceof NumeralNode || operand instanceof StringNode || operand instanceof OpArgNode) {
            return null;
        }
        try {
            Value result = eval(operand, c);
            result.deepNormalize(); // fields and elements in the same order wherever a value is shown
            String value = String.valueOf(result);
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
