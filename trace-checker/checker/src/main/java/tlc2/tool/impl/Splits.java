package tlc2.tool.impl;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.ToolGlobals;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.Value;

/**
 * Counts the actions into which TLC splits the next-state relation when it loads a spec. TLC makes one of each element of a constant bound
 * of an outer quantifier. Where these would be too many it is told so by an exception, and takes the quantifier for one action, as it does
 * where a bound is not constant.
 */
final class Splits {
    /** Bounds how many actions are made. */
    static final long MOST = 10_000;

    /** Says how many values are chosen from a bound, and whether it is its quantifier's first or last. */
    private record Bound(int variables, boolean isFirst, boolean isLast) {}

    private final Map<SemanticNode, Bound> bounds = new IdentityHashMap<>();
    private long actions;
    private long combinations;

    Splits(ModuleNode module) {
        Set<SemanticNode> visited = Collections.newSetFromMap(new IdentityHashMap<>());
        for (OpDefNode definition : module.getOpDefs()) {
            visit(definition, visited);
        }
    }

    private void visit(SemanticNode node, Set<SemanticNode> visited) {
        if (node == null || !visited.add(node)) {
            return;
        }
        if (node instanceof OpApplNode application
                && BuiltInOPs.getOpCode(application.getOperator().getName()) == ToolGlobals.OPCODE_be) {
            ExprNode[] domains = application.getBdedQuantBounds();
            for (int i = 0; i < domains.length; i++) {
                int variables =
                        application.isBdedQuantATuple()[i] ? 1 : application.getBdedQuantSymbolLists()[i].length;
                bounds.put(domains[i], new Bound(variables, i == 0, i == domains.length - 1));
            }
        }
        SemanticNode[] children = node.getChildren();
        if (children != null) {
            for (SemanticNode child : children) {
                visit(child, visited);
            }
        }
    }

    /**
     * Counts the combinations of values, if an expression is the bound of a quantifier.
     *
     * @throws BoundedTool.Undetermined there are too many
     */
    void count(SemanticNode expression, Value value) {
        Bound bound = bounds.get(expression);
        if (bound == null || !(value instanceof Enumerable set)) {
            return;
        }
        combinations = bound.isFirst ? 1 : combinations;
        for (int i = 0; i < bound.variables; i++) {
            combinations = Math.min(combinations * set.size(), MOST + 1);
        }
        if (bound.isLast) {
            if (actions + combinations > MOST) {
                throw new BoundedTool.Undetermined("there are too many actions", expression);
            }
            actions += combinations;
        }
    }
}
