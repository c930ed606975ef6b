package dev.lockstep.checker.tlc;

import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.tlc.Evaluation.Failed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.NumeralNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tla2sany.st.Location;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.EvalControl;
import tlc2.tool.IContextEnumerator;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.FastTool;
import tlc2.util.Context;
import tlc2.value.impl.BoolValue;

/**
 * Says why an event is no step from a state. Either the action is possible and what was observed differs; or it is not, and these of its
 * conjuncts are false, with the values of what they compare.
 */
final class Explainer implements ToolGlobals {
    private static final int MAX_BINDINGS = 1000;
    private static final int MAX_STATES = 3;
    private static final int MAX_VALUE = 160;

    private final TlcSpec spec;
    private final FastTool tool;
    private final Expressions expressions;
    private final TlcStep step;

    Explainer(TlcSpec spec, TlcStep step) {
        this.spec = spec;
        this.tool = spec.tool();
        this.expressions = spec.next().expressions();
        this.step = step;
    }

    List<String> explain(List<SpecState> candidates) {
        Set<String> lines = new LinkedHashSet<>();
        for (SpecState candidate : candidates.subList(0, Math.min(MAX_STATES, candidates.size()))) {
            lines.addAll(explain(((TlcState) candidate).state));
        }
        lines.addAll(alternatives(candidates));
        return List.copyOf(lines);
    }

    private List<String> explain(TLCState from) {
        List<TLCState> possible = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        spec.successors(from, step.ways, step.bound, new TlcSpec.Successors() {
            @Override
            public void found(TLCState state) {
                possible.add(state);
            }

            @Override
            public void failed(String message) {
                failures.add("TLC cannot evaluate the step, which so is not possible: " + message);
            }
        });
        if (!possible.isEmpty()) {
            return observations(from, possible);
        }
        List<String> lines = new ArrayList<>();
        for (Narrowing.Way way : step.ways) {
            lines.addAll(new Conjuncts(from).of(way.tree(), step.bound));
        }
        if (lines.isEmpty()) {
            lines.addAll(failures);
        }
        if (lines.isEmpty()) {
            lines.add(step.ways.isEmpty() ? "no step of Next is possible" : "no successor exists");
        }
        return lines;
    }

    /** The action is possible: what was observed of the nearest of its outcomes differs. */
    private List<String> observations(TLCState from, List<TLCState> possible) {
        List<String> nearest = null;
        for (TLCState state : possible) {
            List<String> mismatches = step.mismatches(from, state);
            if (nearest == null || mismatches.size() < nearest.size()) {
                nearest = mismatches;
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                possible.size() == 1
                        ? "the action is possible, but with another outcome:"
                        : "the action is possible, but with " + possible.size() + " other outcomes; the nearest:");
        nearest.forEach(mismatch -> lines.add("  " + abbreviate(mismatch, 2 * MAX_VALUE)));
        return lines;
    }

    /** Other actions that would explain all that was observed. */
    private List<String> alternatives(List<SpecState> candidates) {
        if (step.event().action() == null || candidates.isEmpty()) {
            return List.of();
        }
        TLCState from = ((TlcState) candidates.get(0)).state;
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, List<String>> other : spec.actions().entrySet()) {
            if (!other.getKey().equals(step.event().action()) && explains(other.getKey(), from)) {
                lines.add("everything observed would fit the action " + other.getKey() + " instead");
            }
        }
        return lines;
    }

    private boolean explains(String action, TLCState from) {
        boolean[] fits = {false};
        spec.successors(from, spec.ways(action), spec.next().context(), new TlcSpec.Successors() {
            @Override
            public void found(TLCState state) {
                fits[0] |= step.mismatches(from, state).isEmpty();
            }

            @Override
            public void failed(String message) {} // then it explains nothing
        });
        return fits[0];
    }

    private static String abbreviate(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 3) + "...";
    }

    /** Finds the false conjuncts of a step's predicate in one state. */
    private final class Conjuncts {
        private final TLCState state;

        Conjuncts(TLCState state) {
            this.state = state;
        }

        /** A line per false conjunct, and below it what makes it false; empty: none is known to be false. */
        List<String> of(SemanticNode node, Context c) {
            if (node instanceof LetInNode let) {
                return of(let.getBody(), c);
            } else if (node instanceof LabelNode label) {
                return of(label.getBody(), c);
            } else if (node instanceof SubstInNode subst) {
                Context inner = c;
                for (Subst s : subst.getSubsts()) {
                    inner = inner.cons(s.getOp(), tool.getVal(s.getExpr(), c, false));
                }
                return of(subst.getBody(), inner);
            } else if (node instanceof OpApplNode application) {
                try {
                    return Evaluation.of(() -> of(application, c));
                } catch (Failed e) {
                    return List.of(); // behind another conjunct that is false, or about primed variables
                }
            }
            return List.of();
        }

        private List<String> of(OpApplNode application, Context c) {
            ExprOrOpArgNode[] arguments = application.getArgs();
            switch (BuiltInOPs.getOpCode(application.getOperator().getName())) {
                case 0 -> {
                    return ofUse(application, c);
                }
                case OPCODE_cl, OPCODE_land -> {
                    List<String> lines = new ArrayList<>();
                    for (ExprOrOpArgNode argument : arguments) {
                        lines.addAll(of(argument, c));
                    }
                    return lines;
                }
                case OPCODE_dl, OPCODE_lor -> {
                    return nearest(List.of(arguments), c);
                }
                case OPCODE_be -> {
                    return ofExistential(application, c);
                }
                case OPCODE_bf -> {
                    return ofUniversal(application, c);
                }
                case OPCODE_ite -> {
                    return of(arguments[isTrue(arguments[0], c) ? 1 : 2], c);
                }
                case OPCODE_unchanged, OPCODE_sa, OPCODE_aa -> {
                    return List.of();
                }
                case OPCODE_eq, OPCODE_in -> {
                    return tool.getPrimedVar(arguments[0], c, false) != null ? List.of() : ofPredicate(application, c);
                }
                default -> {
                    return ofPredicate(application, c);
                }
            }
        }

        private List<String> ofUse(OpApplNode application, Context c) {
            if (tool.lookup(application.getOperator(), c, false) instanceof OpDefNode definition
                    && definition.getBody() != null) {
                Context inner = tool.getOpContext(definition, application.getArgs(), c, true);
                if (definition.getSource().getLevel() == 2) {
                    return of(definition.getBody(), inner);
                }
                if (isTrue(application, c)) {
                    return List.of();
                }
                List<String> lines = new ArrayList<>();
                lines.add(falsehood(application, c));
                of(definition.getBody(), inner).forEach(line -> lines.add("  " + line));
                return lines;
            }
            return ofPredicate(application, c);
        }

        private List<String> nearest(List<? extends SemanticNode> alternatives, Context c) {
            List<String> nearest = null;
            for (SemanticNode alternative : alternatives) {
                List<String> lines = of(alternative, c);
                if (lines.isEmpty()) {
                    return lines;
                }
                if (nearest == null || lines.size() < nearest.size()) {
                    nearest = lines;
                }
            }
            return nearest == null ? List.of() : nearest;
        }

        private List<String> ofExistential(OpApplNode application, Context c) {
            IContextEnumerator bindings =
                    tool.contexts(application, c, state, TLCState.Empty.createEmpty(), EvalControl.Clear);
            List<String> nearest = null;
            Context inner;
            for (int i = 0; i < MAX_BINDINGS && (inner = bindings.nextElement()) != null; i++) {
                List<String> lines = of(application.getArgs()[0], inner);
                if (lines.isEmpty()) {
                    return lines;
                }
                if (nearest == null || lines.size() < nearest.size()) {
                    nearest = new ArrayList<>(lines);
                    nearest.set(0, nearest.get(0) + bound(application, inner));
                }
            }
            return nearest != null
                    ? nearest
                    : List.of(place(application) + "there is nothing in "
                            + text(application.getBdedQuantBounds()[0]) + ", so no "
                            + application.getBdedQuantSymbolLists()[0][0].getName());
        }

        private List<String> ofUniversal(OpApplNode application, Context c) {
            if (application.getLevel() == 2 || isTrue(application, c)) {
                return List.of();
            }
            List<String> lines = new ArrayList<>();
            IContextEnumerator bindings =
                    tool.contexts(application, c, state, TLCState.Empty.createEmpty(), EvalControl.Clear);
            Context inner;
            for (int i = 0; i < MAX_BINDINGS && (inner = bindings.nextElement()) != null; i++) {
                if (!isTrue(application.getArgs()[0], inner)) {
                    lines.add(place(application) + text(application) + " is FALSE" + bound(application, inner));
                    of(application.getArgs()[0], inner).forEach(line -> lines.add("  " + line));
                    break;
                }
            }
            return lines;
        }

        private String bound(OpApplNode application, Context c) {
            StringBuilder text = new StringBuilder();
            for (var symbols : application.getBdedQuantSymbolLists()) {
                for (var symbol : symbols) {
                    text.append(text.isEmpty() ? "  for " : ", ")
                            .append(symbol.getName())
                            .append(" = ")
                            .append(abbreviate(String.valueOf(c.lookup(symbol)), MAX_VALUE));
                }
            }
            return text.toString();
        }

        private List<String> ofPredicate(OpApplNode application, Context c) {
            return isTrue(application, c) ? List.of() : List.of(falsehood(application, c));
        }

        private boolean isTrue(SemanticNode node, Context c) {
            Object value = tool.eval(node, c, state);
            return !(value instanceof BoolValue bool) || bool.val;
        }

        private String falsehood(OpApplNode application, Context c) {
            if (expressions.isComparison(application)) {
                ExprOrOpArgNode given = application.getArgs()[0];
                ExprOrOpArgNode computed = application.getArgs()[1];
                String value = value(computed, c);
                return place(application) + Expressions.name(given) + " = " + value(given, c)
                        + (expressions.isMembership(application) ? " is not in " : " is not ") + text(computed)
                        + (value == null ? "" : ", which is " + value);
            }
            StringBuilder line = new StringBuilder(place(application))
                    .append(text(application))
                    .append(" is FALSE");
            String separator = ": ";
            for (ExprOrOpArgNode argument : application.getArgs()) {
                String value = value(argument, c);
                if (value != null) {
                    line.append(separator).append(text(argument)).append(" = ").append(value);
                    separator = ", ";
                }
            }
            return line.toString();
        }

        /** The value of an operand; null: it is written there, or has none. */
        private @Nullable String value(ExprOrOpArgNode argument, Context c) {
            if (argument instanceof NumeralNode || argument instanceof StringNode) {
                return null;
            }
            try {
                String value = Evaluation.of(() -> String.valueOf(tool.eval(argument, c, state)));
                return value.equals(text(argument)) ? null : abbreviate(value, MAX_VALUE);
            } catch (Failed e) {
                return null;
            }
        }

        private String text(SemanticNode node) {
            SourceText text = new SourceText();
            text.append((tla2sany.st.TreeNode) node.getTreeNode());
            return abbreviate(text.toString(), MAX_VALUE);
        }

        private String place(SemanticNode node) {
            Location location = node.getLocation();
            return location.source() + ".tla:" + location.beginLine() + "  ";
        }
    }

    /** An expression as it is written, its tokens one blank apart where they are in the text. */
    private static final class SourceText {
        private final StringBuilder text = new StringBuilder();
        private @Nullable Location last;

        void append(tla2sany.st.TreeNode node) {
            tla2sany.st.TreeNode[] heirs = node.heirs();
            if (heirs.length == 0) {
                token(node);
            }
            for (tla2sany.st.TreeNode heir : heirs) {
                append(heir);
            }
        }

        private void token(tla2sany.st.TreeNode node) {
            String image = node.getImage();
            if (image.isEmpty() || image.startsWith("N_")) {
                return; // an empty nonterminal of SANY's grammar, such as N_IdPrefix
            }
            Location location = node.getLocation();
            if (last != null
                    && (last.endLine() != location.beginLine() || last.endColumn() + 1 < location.beginColumn())) {
                text.append(' ');
            }
            text.append(image);
            last = location;
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
