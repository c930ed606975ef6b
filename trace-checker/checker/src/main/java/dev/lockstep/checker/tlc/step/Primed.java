package dev.lockstep.checker.tlc.step;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.BoundedTool;

/**
 * Finds the variables of which an action says something after the step. They are those that it primes, and those of which it says that they
 * are UNCHANGED. What an action says nothing of has no value, whatever is observed of it: TLC does not accept such a spec.
 */
final class Primed implements ToolGlobals {
    private final BoundedTool tool;
    private final Map<SemanticNode, Set<String>> known = new IdentityHashMap<>();

    Primed(BoundedTool tool) {
        this.tool = tool;
    }

    /** Returns the names of these variables. */
    Set<String> of(SemanticNode action) {
        return known.computeIfAbsent(action, key -> {
            Walk walk = new Walk();
            walk.visit(key, false);
            return walk.variables;
        });
    }

    private final class Walk {
        private final Set<String> variables = new HashSet<>();
        private final Set<FormalParamNode> primedParameters = new HashSet<>();
        private final Map<SemanticNode, Boolean> seen = new IdentityHashMap<>();

        void visit(@Nullable SemanticNode node, boolean isPrimed) {
            if (node == null || isSeen(node, isPrimed)) {
                return;
            }
            if (node instanceof OpApplNode application) {
                visitApplication(application, isPrimed);
            } else if (node instanceof SubstInNode subst) {
                for (Subst each : subst.getSubsts()) {
                    visit(each.getExpr(), true);
                }
                visit(subst.getBody(), isPrimed);
            } else if (node instanceof OpArgNode operator) {
                visit(operator.getOp(), isPrimed);
            } else if (node instanceof OpDefNode definition) {
                visit(definition.getBody(), isPrimed);
            } else {
                visitAll(node.getChildren(), isPrimed);
            }
        }

        /** Returns a node that was seen as primed need not be seen again. */
        private boolean isSeen(SemanticNode node, boolean isPrimed) {
            Boolean before = seen.get(node);
            if (before != null && (before || !isPrimed)) {
                return true;
            }
            seen.put(node, isPrimed);
            return false;
        }

        private void visitApplication(OpApplNode application, boolean isPrimed) {
            int opcode = BuiltInOPs.getOpCode(application.getOperator().getName());
            boolean isAfter = isPrimed || opcode == OPCODE_prime || opcode == OPCODE_unchanged;
            if (application.getOperator() instanceof OpDeclNode variable && isPrimed) {
                variables.add(variable.getName().toString());
            } else if (application.getOperator() instanceof OpDefNode definition && opcode == 0) {
                Object meaning = tool.lookup(definition);
                OpDefNode meant = meaning instanceof OpDefNode other ? other : definition;
                visit(meant, isPrimed);
                isAfter |= Stream.of(meant.getParams()).anyMatch(primedParameters::contains);
            } else if (application.getOperator() instanceof FormalParamNode parameter && isPrimed) {
                primedParameters.add(parameter);
            }
            visitAll(application.getChildren(), isAfter);
        }

        private void visitAll(SemanticNode @Nullable [] nodes, boolean isPrimed) {
            for (int i = 0; nodes != null && i < nodes.length; i++) {
                visit(nodes[i], isPrimed);
            }
        }
    }
}
