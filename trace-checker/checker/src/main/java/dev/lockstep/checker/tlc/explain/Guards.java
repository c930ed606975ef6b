package dev.lockstep.checker.tlc.explain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.Tool;
import util.UniqueString;

/** Finds the conjuncts of an action's definition that are about the state before the step. They are in the order of the text. */
final class Guards implements ToolGlobals {
    private static final UniqueString OP_TRUE = UniqueString.uniqueStringOf("TRUE");

    private final List<SemanticNode> guards = new ArrayList<>();

    private Guards() {}

    /** @param action an action of the root module, or of one that it extends; else there are none. Null: any action */
    static List<SemanticNode> of(@Nullable String action, Tool tool) {
        Guards found = new Guards();
        OpDefNode definition =
                action == null ? null : tool.getRootModule().getOpDef(UniqueString.uniqueStringOf(action));
        if (definition != null && definition.getBody() != null) {
            found.add(definition.getBody());
        }
        return found.guards;
    }

    private void add(SemanticNode node) {
        if (node instanceof LetInNode let) {
            add(let.getBody());
        } else if (node instanceof LabelNode label) {
            add(label.getBody());
        } else if (node instanceof OpApplNode application) {
            ExprOrOpArgNode[] arguments = application.getArgs();
            switch (BuiltInOPs.getOpCode(application.getOperator().getName())) {
                case OPCODE_cl, OPCODE_land -> {
                    for (ExprOrOpArgNode argument : arguments) {
                        add(argument);
                    }
                }
                case OPCODE_be -> add(arguments[0]);
                default -> {
                    boolean isTrue = application.getOperator().getName() == OP_TRUE;
                    if (!isTrue && ((ExprNode) application).getLevel() < LevelConstants.ActionLevel) {
                        guards.add(application);
                    }
                }
            }
        }
    }
}
