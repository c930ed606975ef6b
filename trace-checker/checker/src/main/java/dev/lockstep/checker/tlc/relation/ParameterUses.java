package dev.lockstep.checker.tlc.relation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.Tool;

/**
 * Finds out what an action does with one of its parameters. It looks at the action and at the definitions that it hands the parameter to.
 */
public final class ParameterUses implements ToolGlobals {
    private static final int DEEPEST = 30;

    private final Tool tool;
    private final Set<String> indexed = new HashSet<>();
    private final Deque<OpDefNode> within = new ArrayDeque<>();
    private boolean isTakenApart;

    private ParameterUses(Tool tool) {
        this.tool = tool;
    }

    public static ParameterUses of(Narrowing.Parameter parameter, Tool tool) {
        ParameterUses uses = new ParameterUses(tool);
        if (parameter.symbol() != null) {
            SemanticNode action = parameter.action();
            uses.visit(
                    action instanceof OpDefNode definition ? definition.getBody() : action, Set.of(parameter.symbol()));
        }
        return uses;
    }

    /** Returns the variables that are applied to it, as {@code v} in {@code v[x]} and {@code [v EXCEPT ![x] = ...]}. */
    public Set<String> indexed() {
        return indexed;
    }

    /** Returns whether it is a record, a sequence or another function. Then a field of it is read, or it is applied to something. */
    public boolean isTakenApart() {
        return isTakenApart;
    }

    /** @param aliases the symbols that stand for the parameter */
    private void visit(@Nullable SemanticNode node, Set<FormalParamNode> aliases) {
        if (node == null) {
            return;
        }
        if (node instanceof OpApplNode application) {
            visitApplication(application, aliases);
        }
        SemanticNode[] children = node.getChildren();
        if (children != null) {
            for (SemanticNode child : children) {
                visit(child, aliases);
            }
        }
    }

    private void visitApplication(OpApplNode application, Set<FormalParamNode> aliases) {
        ExprOrOpArgNode[] arguments = application.getArgs();
        switch (BuiltInOPs.getOpCode(application.getOperator().getName())) {
            case 0 -> visitUse(application.getOperator(), arguments, aliases);
            case OPCODE_rs -> isTakenApart |= isOne(arguments[0], aliases);
            case OPCODE_fa -> {
                isTakenApart |= isOne(arguments[0], aliases);
                addIndexed(arguments[0], arguments[1], aliases);
            }
            case OPCODE_exc -> {
                isTakenApart |= isOne(arguments[0], aliases);
                for (int i = 1; i < arguments.length; i++) {
                    OpApplNode path = (OpApplNode) ((OpApplNode) arguments[i]).getArgs()[0];
                    addIndexed(arguments[0], path.getArgs()[0], aliases);
                }
            }
            default -> {}
        }
    }

    private void visitUse(SymbolNode operator, ExprOrOpArgNode[] arguments, Set<FormalParamNode> aliases) {
        if (!(tool.lookup(operator) instanceof OpDefNode definition)
                || definition.getBody() == null
                || within.contains(definition)
                || within.size() >= DEEPEST) {
            return;
        }
        Set<FormalParamNode> inner = new HashSet<>();
        for (int i = 0; i < Math.min(arguments.length, definition.getParams().length); i++) {
            if (isOne(arguments[i], aliases)) {
                inner.add(definition.getParams()[i]);
            }
        }
        if (!inner.isEmpty()) {
            within.push(definition);
            visit(definition.getBody(), inner);
            within.pop();
        }
    }

    private void addIndexed(SemanticNode function, SemanticNode index, Set<FormalParamNode> aliases) {
        if (!isOne(index, aliases) || !(function instanceof OpApplNode application)) {
            return;
        }
        if (BuiltInOPs.getOpCode(application.getOperator().getName()) == OPCODE_prime) {
            addIndexed(application.getArgs()[0], index, aliases);
        } else if (application.getOperator() instanceof OpDeclNode declared
                && declared.getKind() == ASTConstants.VariableDeclKind) {
            indexed.add(declared.getName().toString());
        }
    }

    private static boolean isOne(SemanticNode node, Set<FormalParamNode> aliases) {
        return node instanceof OpApplNode application
                && application.getArgs().length == 0
                && application.getOperator() instanceof FormalParamNode symbol
                && aliases.contains(symbol);
    }
}
