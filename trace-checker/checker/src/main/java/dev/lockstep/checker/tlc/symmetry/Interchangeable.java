package dev.lockstep.checker.tlc.symmetry;

import dev.lockstep.checker.tlc.compile.Builtins;
import dev.lockstep.checker.tlc.value.Conversion;
import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.evaluator.value.FiniteSet;
import dev.lockstep.evaluator.value.Model;
import dev.lockstep.evaluator.value.Renaming;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;

/**
 * Which values a spec cannot tell apart: those of a constant set, if no string of the text is one of them, every constant is the same
 * when two of them change places, and nothing is chosen (TLC chooses by an order of its own).
 */
public final class Interchangeable implements ToolGlobals {
    private final Tool tool;
    private final Conversion conversion;
    private final Set<Object> strings = new HashSet<>();
    private final Set<SemanticNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean chooses;

    public Interchangeable(Tool tool, Conversion conversion) {
        this.tool = tool;
        this.conversion = conversion;
    }

    public List<Set<Value>> sets() {
        Map<String, @Nullable Object> constants = constants();
        if (constants.containsValue(null)) {
            return List.of();
        }
        visit(tool.getNextStateSpec().pred);
        for (int i = 0; i < tool.getInitStateSpec().size(); i++) {
            visit(tool.getInitStateSpec().elementAt(i).pred);
        }
        for (var invariant : tool.getInvariants()) {
            visit(invariant.pred);
        }
        List<Set<Value>> sets = new ArrayList<>();
        for (Object constant : constants.values()) {
            if (!chooses && constant instanceof FiniteSet set && set.size() > 1 && isInterchangeable(set, constants)) {
                Set<Value> names = new LinkedHashSet<>();
                set.elements().forEach(name -> names.add(new Value.Str(name.toString())));
                sets.add(names);
            }
        }
        return List.copyOf(new LinkedHashSet<>(sets));
    }

    /** Null: a constant's value is not known. */
    private Map<String, @Nullable Object> constants() {
        Map<String, @Nullable Object> constants = new HashMap<>();
        for (OpDeclNode constant : tool.getRootModule().getConstantDecls()) {
            Object meaning = tool.lookup(constant);
            Object known = null;
            try {
                Object value = meaning instanceof OpDefNode definition && definition.getParams().length == 0
                        ? Evaluation.of(() -> tool.eval(definition.getBody(), Context.Empty, TLCState.Empty))
                        : meaning;
                known = value instanceof tlc2.value.impl.Value listed ? conversion.listed(listed) : null;
            } catch (Failed e) {
                // it is not known
            }
            constants.put(constant.getName().toString(), known);
        }
        return constants;
    }

    private boolean isInterchangeable(FiniteSet set, Map<String, @Nullable Object> constants) {
        Set<Object> names = new HashSet<>(set.elements());
        for (Object name : names) {
            if (!(name instanceof String || name instanceof Model) || strings.contains(name)) {
                return false;
            }
        }
        Object first = set.get(0);
        for (int i = 1; i < set.size(); i++) {
            Renaming swap = new Renaming(Map.of(first, set.get(i), set.get(i), first));
            for (Object constant : constants.values()) {
                if (constant != null && !swap.of(constant).equals(constant)) {
                    return false;
                }
            }
        }
        return true;
    }

    private void visit(@Nullable SemanticNode node) {
        if (node == null || !seen.add(node)) {
            return;
        }
        if (node instanceof StringNode string) {
            strings.add(string.getRep().toString());
        } else if (node instanceof OpApplNode application) {
            int opcode = BuiltInOPs.getOpCode(application.getOperator().getName());
            chooses |= opcode == OPCODE_bc || opcode == OPCODE_uc;
            visitMeaning(application.getOperator());
        } else if (node instanceof OpArgNode argument) {
            visitMeaning(argument.getOp());
        } else if (node instanceof SubstInNode subst) {
            for (Subst s : subst.getSubsts()) {
                visit(s.getExpr());
            }
            visit(subst.getBody());
        }
        SemanticNode[] children = node.getChildren();
        if (children != null) {
            for (SemanticNode child : children) {
                visit(child);
            }
        }
    }

    /** What a constant stands for is its value, which is looked at by itself. */
    private void visitMeaning(SymbolNode operator) {
        if (!(operator instanceof OpDeclNode)) {
            visitDefinition(operator);
            visitDefinition(tool.lookup(operator));
        }
    }

    private void visitDefinition(@Nullable Object meaning) {
        if (meaning instanceof OpDefNode definition && !Builtins.isStandard(definition)) {
            visit(definition.getBody());
        }
    }
}
