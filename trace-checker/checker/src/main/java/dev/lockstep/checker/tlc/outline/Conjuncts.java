package dev.lockstep.checker.tlc.outline;

import dev.lockstep.checker.outline.ModuleOutline.Conjunct;
import dev.lockstep.checker.tlc.load.ModulePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.ToolGlobals;

/** Takes actions apart. */
final class Conjuncts implements ToolGlobals {
    private final ModulePath path;
    private final List<Conjunct> found = new ArrayList<>();

    Conjuncts(ModulePath path) {
        this.path = path;
    }

    List<Conjunct> of(OpDefNode action) {
        add(action.getBody());
        return found;
    }

    private void add(SemanticNode node) {
        if (node instanceof LetInNode let) {
            add(let.getBody());
        } else if (node instanceof LabelNode label) {
            add(label.getBody());
        } else if (node instanceof OpApplNode application) {
            ExprOrOpArgNode[] arguments = application.getArgs();
            switch (opcode(application)) {
                case OPCODE_cl, OPCODE_land -> {
                    for (ExprOrOpArgNode argument : arguments) {
                        add(argument);
                    }
                }
                case OPCODE_be -> add(arguments[0]);
                default -> found.add(conjunct(application));
            }
        }
    }

    private Conjunct conjunct(OpApplNode node) {
        Set<String> names = new TreeSet<>();
        Set<String> strings = new TreeSet<>();
        names(node, names, strings);
        Set<String> changed = new TreeSet<>();
        changed(node, false, changed, new HashSet<>());
        boolean isGuard = ((ExprNode) node).getLevel() < LevelConstants.ActionLevel;
        return new Conjunct(ModuleReading.span(node.getLocation()), isGuard, names, strings, changed);
    }

    private void names(SemanticNode node, Set<String> names, Set<String> strings) {
        if (node instanceof StringNode string) {
            strings.add(string.getRep().toString());
        } else if (node instanceof OpApplNode application) {
            if (application.getOperator() instanceof OpDeclNode declared) {
                names.add(declared.getName().toString());
            } else if (application.getOperator() instanceof OpDefNode defined && isOfSpec(defined)) {
                names.add(defined.getSource().getName().toString());
            }
        }
        for (SemanticNode child : children(node)) {
            names(child, names, strings);
        }
    }

    /** @param isPrimed whether the node is what a prime is put behind */
    private void changed(SemanticNode node, boolean isPrimed, Set<String> changed, Set<OpDefNode> within) {
        if (node instanceof OpApplNode application) {
            int opcode = opcode(application);
            if (opcode == OPCODE_unchanged) {
                return;
            }
            if (opcode == OPCODE_prime) {
                changed(application.getArgs()[0], true, changed, within);
                return;
            }
            if (isPrimed && application.getOperator() instanceof OpDeclNode declared) {
                changed.add(declared.getName().toString());
            }
            if (application.getOperator() instanceof OpDefNode defined && isOfSpec(defined) && within.add(defined)) {
                changed(defined.getBody(), isPrimed, changed, within);
            }
        }
        for (SemanticNode child : children(node)) {
            changed(child, isPrimed, changed, within);
        }
    }

    private boolean isOfSpec(OpDefNode defined) {
        return defined.getBody() != null
                && !defined.isBuiltIn()
                && !path.isStandardModule(defined.getSource().getLocation().source());
    }

    private static int opcode(OpApplNode application) {
        return BuiltInOPs.getOpCode(application.getOperator().getName());
    }

    private static List<SemanticNode> children(SemanticNode node) {
        List<SemanticNode> present = new ArrayList<>();
        SemanticNode[] children = node.getChildren();
        if (children != null) {
            for (SemanticNode child : children) {
                if (child != null) {
                    present.add(child);
                }
            }
        }
        return present;
    }
}
