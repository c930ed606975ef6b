package dev.lockstep.checker.tlc.relation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.Tool;

/**
 * Finds the variables that a step leaves as they are, as far as that can be read in the spec. They may be fewer than there are, and no
 * others.
 */
public final class Unchanged implements ToolGlobals {
    private static final int DEEPEST = 50;

    private final Tool tool;
    private int depth;

    private Unchanged(Tool tool) {
        this.tool = tool;
    }

    /** Those that it leaves as they are, whichever way it is taken. */
    public static Set<String> by(List<Narrowing.Way> ways, Tool tool) {
        Set<String> unchanged = null;
        for (Narrowing.Way way : ways) {
            unchanged = both(unchanged, new Unchanged(tool).of(way.tree()));
        }
        return unchanged == null ? Set.of() : unchanged;
    }

    private static Set<String> both(@Nullable Set<String> some, Set<String> others) {
        if (some == null) {
            return others;
        }
        Set<String> both = new HashSet<>(some);
        both.retainAll(others);
        return both;
    }

    private Set<String> of(@Nullable SemanticNode node) {
        if (node instanceof LetInNode let) {
            return of(let.getBody());
        } else if (node instanceof LabelNode label) {
            return of(label.getBody());
        } else if (node instanceof OpApplNode application && depth < DEEPEST) {
            depth++;
            Set<String> found = of(application);
            depth--;
            return found;
        }
        return Set.of(); // also where an instance has other names for the variables
    }

    private Set<String> of(OpApplNode application) {
        SemanticNode[] arguments = application.getArgs();
        return switch (BuiltInOPs.getOpCode(application.getOperator().getName())) {
            case 0 -> of(body(application));
            case OPCODE_cl, OPCODE_land -> {
                Set<String> all = new HashSet<>();
                for (SemanticNode argument : arguments) {
                    all.addAll(of(argument));
                }
                yield all;
            }
            case OPCODE_dl, OPCODE_lor -> {
                Set<String> all = null;
                for (SemanticNode argument : arguments) {
                    all = both(all, of(argument));
                }
                yield all == null ? Set.of() : all;
            }
            case OPCODE_be, OPCODE_aa, OPCODE_nop -> of(arguments[0]);
            case OPCODE_sa -> both(of(arguments[0]), variables(arguments[1]));
            case OPCODE_ite -> both(of(arguments[1]), of(arguments[2]));
            case OPCODE_unchanged -> variables(arguments[0]);
            case OPCODE_eq -> same(arguments[0], arguments[1]);
            default -> Set.of();
        };
    }

    /** Returns the variable of {@code x' = x}. */
    private static Set<String> same(SemanticNode left, SemanticNode right) {
        boolean isPrimed = left instanceof OpApplNode application
                && BuiltInOPs.getOpCode(application.getOperator().getName()) == OPCODE_prime;
        String name = variable(right);
        boolean isSame = isPrimed && name != null && name.equals(variable(((OpApplNode) left).getArgs()[0]));
        return isSame ? Set.of(name) : Set.of();
    }

    private @Nullable SemanticNode body(OpApplNode application) {
        return tool.lookup(application.getOperator()) instanceof OpDefNode definition ? definition.getBody() : null;
    }

    private static @Nullable String variable(SemanticNode node) {
        return node instanceof OpApplNode application
                        && application.getOperator() instanceof OpDeclNode declared
                        && declared.getKind() == ASTConstants.VariableDeclKind
                ? declared.getName().toString()
                : null;
    }

    /** Returns a variable, or all of a tuple. */
    private Set<String> variables(SemanticNode node) {
        String one = variable(node);
        if (one != null) {
            return Set.of(one);
        }
        Set<String> all = new HashSet<>();
        if (node instanceof OpApplNode application && depth < DEEPEST) {
            depth++;
            int opcode = BuiltInOPs.getOpCode(application.getOperator().getName());
            if (opcode == OPCODE_tup) {
                for (SemanticNode part : application.getArgs()) {
                    all.addAll(variables(part));
                }
            } else if (opcode == 0 && application.getArgs().length == 0 && body(application) != null) {
                all.addAll(variables(body(application)));
            }
            depth--;
        }
        return all;
    }
}
