package dev.lockstep.checker.tlc.outline;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SubstInNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.ToolGlobals;

/**
 * Finds the named actions of a module's {@code Next}, by its text alone. They are the last named ones on the way down, as {@link
 * dev.lockstep.checker.tlc.relation.NextRelation} has them for a spec with a config.
 */
final class NextActions implements ToolGlobals {
    private static final String NEXT = "Next";

    private final Set<String> found = new LinkedHashSet<>();
    private final Set<OpDefNode> within = new HashSet<>();

    private NextActions() {}

    /** Returns the actions in the order of the text; none if the module neither defines nor extends a {@code Next}. */
    static List<String> of(ModuleNode module) {
        OpDefNode next = module.getOpDef(NEXT);
        NextActions actions = new NextActions();
        if (next != null && next.getBody() != null) {
            actions.add(next.getBody());
        }
        return List.copyOf(actions.found);
    }

    private void add(SemanticNode node) {
        if (node instanceof LetInNode let) {
            add(let.getBody());
        } else if (node instanceof SubstInNode substituted) {
            add(substituted.getBody());
        } else if (node instanceof LabelNode label) {
            add(label.getBody());
        } else if (node instanceof OpApplNode application) {
            ExprOrOpArgNode[] arguments = application.getArgs();
            switch (opcode(application)) {
                case 0 -> named(application);
                case OPCODE_dl, OPCODE_lor, OPCODE_be, OPCODE_bf, OPCODE_cl, OPCODE_land, OPCODE_ite -> {
                    for (ExprOrOpArgNode argument : arguments) {
                        add(argument);
                    }
                }
                case OPCODE_sa, OPCODE_aa, OPCODE_nop -> add(arguments[0]);
                case OPCODE_case -> {
                    for (ExprOrOpArgNode pair : arguments) {
                        add(((OpApplNode) pair).getArgs()[1]);
                    }
                }
                default -> {}
            }
        }
    }

    private void named(OpApplNode application) {
        if (!(application.getOperator() instanceof OpDefNode definition)
                || definition.getBody() == null
                || definition.getLevel() != LevelConstants.ActionLevel
                || !within.add(definition)) {
            return;
        }
        if (dispatches(definition.getBody())) {
            add(definition.getBody());
        } else {
            found.add(definition.getSource().getName().toString());
        }
        within.remove(definition);
    }

    /** Returns whether a definition only chooses among actions: its body is a disjunction, or a use of another. */
    private static boolean dispatches(SemanticNode body) {
        if (body instanceof LetInNode let) {
            return dispatches(let.getBody());
        } else if (body instanceof SubstInNode substituted) {
            return dispatches(substituted.getBody());
        } else if (body instanceof LabelNode label) {
            return dispatches(label.getBody());
        } else if (body instanceof OpApplNode application) {
            return switch (opcode(application)) {
                case 0 ->
                    application.getOperator() instanceof OpDefNode definition
                            && definition.getLevel() == LevelConstants.ActionLevel;
                case OPCODE_dl, OPCODE_lor, OPCODE_sa, OPCODE_aa -> true;
                case OPCODE_be -> dispatches(application.getArgs()[0]);
                default -> false;
            };
        }
        return false;
    }

    private static int opcode(OpApplNode application) {
        return BuiltInOPs.getOpCode(application.getOperator().getName());
    }
}
