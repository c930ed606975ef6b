package dev.lockstep.checker.tlc.relation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.Action;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;

/**
 * Finds the named actions of {@code Next}, and narrows {@code Next} to one of them.
 *
 * <p>A definition taken by itself is not yet a step of {@code Next}: the quantifiers around it have bounds, and conjuncts beside it belong
 * to the step.
 */
public final class NextRelation implements ToolGlobals {
    private final Tool tool;
    private final Expressions expressions;
    private final SemanticNode next;
    private final String name;
    private final Context context;
    private final Map<String, List<String>> actions = new LinkedHashMap<>();

    public NextRelation(Tool tool) {
        Action spec = tool.getNextStateSpec();
        this.tool = tool;
        this.expressions = new Expressions(tool.getRootModule());
        this.next = spec.pred;
        this.name = String.valueOf(spec.getName());
        this.context = expressions.context(spec.con);
        new Naming().name();
    }

    public Expressions expressions() {
        return expressions;
    }

    /** Returns the context in which the ways to actions are evaluated, their symbols bound. */
    public Context context() {
        return context;
    }

    /**
     * Returns the named actions with their parameters, the last named ones on the way down from {@code Next}. Those of an instance have
     * their full names where they would not be unique.
     */
    public Map<String, List<String>> actions() {
        return actions;
    }

    /**
     * Returns all ways to the action, or to the actions of all instances if it names none. It is empty if {@code Next} does not use the
     * action.
     */
    public List<Narrowing.Way> ways(String action, Set<String> given) {
        List<Narrowing.Way> ways = new Narrowing(tool, expressions, action, true, given).ways(next);
        if (ways.isEmpty()) {
            ways = new Narrowing(tool, expressions, action, false, given).ways(next);
        }
        if (ways.isEmpty() && action.equals(name) && given.isEmpty() && next instanceof ExprNode whole) {
            return List.of(new Narrowing.Way(whole, List.of(), Map.of()));
        }
        return ways;
    }

    // ---------------------------------------------------------------- naming

    private final class Naming {
        private final Map<String, List<String>> found = new LinkedHashMap<>();
        private final Map<String, Set<String>> qualifiedNames = new LinkedHashMap<>();
        private final Set<OpDefNode> within = new HashSet<>();

        void name() {
            name(definitionOf(next), Scope.ROOT);
            qualifiedNames.forEach((bare, names) -> {
                for (String qualified : names) {
                    actions.put(names.size() == 1 ? bare : qualified, found.get(qualified));
                }
            });
        }

        /** {@code Next} itself is no action, however it is written. */
        private SemanticNode definitionOf(SemanticNode node) {
            if (node instanceof SubstInNode subst) {
                return definitionOf(subst.getBody());
            }
            return node instanceof OpApplNode application
                            && application.getArgs().length == 0
                            && opcode(application) == 0
                            && !application.getOperator().getName().toString().contains("!")
                            && tool.lookup(application.getOperator()) instanceof OpDefNode definition
                            && definition.getBody() != null
                    ? definition.getBody()
                    : node;
        }

        private void name(SemanticNode node, Scope scope) {
            if (node instanceof LetInNode let) {
                name(let.getBody(), scope);
            } else if (node instanceof SubstInNode subst) {
                name(subst.getBody(), scope);
            } else if (node instanceof LabelNode label) {
                name(label.getBody(), scope);
            } else if (node instanceof OpApplNode application) {
                switch (opcode(application)) {
                    case 0 -> nameDefinition(application, scope);
                    case OPCODE_dl, OPCODE_lor, OPCODE_be, OPCODE_bf, OPCODE_cl, OPCODE_land, OPCODE_ite -> {
                        for (ExprOrOpArgNode argument : application.getArgs()) {
                            name(argument, scope);
                        }
                    }
                    case OPCODE_sa, OPCODE_aa, OPCODE_nop -> name(application.getArgs()[0], scope);
                    case OPCODE_case -> {
                        for (ExprOrOpArgNode pair : application.getArgs()) {
                            name(((OpApplNode) pair).getArgs()[1], scope);
                        }
                    }
                    default -> {}
                }
            }
        }

        private void nameDefinition(OpApplNode application, Scope scope) {
            SymbolNode operator = scope.operator(application);
            if (!(tool.lookup(operator) instanceof OpDefNode definition)
                    || definition.getBody() == null
                    || !within.add(definition)) {
                return;
            }
            Scope inner = scope.calling(definition, application);
            boolean isAction = Narrowing.isOfActionLevel(operator, tool);
            if (dispatches(definition.getBody()) || !isAction && takesOperators(definition)) {
                name(definition.getBody(), inner);
            } else if (isAction) {
                String bare = operator.getName().toString();
                List<String> parameters = new ArrayList<>();
                scope.instance()
                        .forEach(parameter -> parameters.add(parameter.getName().toString()));
                parameters.addAll(Narrowing.parameters(operator));
                found.putIfAbsent(scope.prefix() + bare, List.copyOf(new LinkedHashSet<>(parameters)));
                qualifiedNames
                        .computeIfAbsent(bare, key -> new LinkedHashSet<>())
                        .add(scope.prefix() + bare);
            }
            within.remove(definition);
        }

        private boolean takesOperators(OpDefNode definition) {
            for (FormalParamNode parameter : definition.getParams()) {
                if (parameter.getArity() > 0) {
                    return true;
                }
            }
            return false;
        }

        /** Returns whether a definition only chooses among actions: its body is a disjunction, or a use of another. */
        private boolean dispatches(SemanticNode body) {
            if (body instanceof LetInNode let) {
                return dispatches(let.getBody());
            } else if (body instanceof SubstInNode subst) {
                return dispatches(subst.getBody());
            } else if (body instanceof LabelNode label) {
                return dispatches(label.getBody());
            } else if (body instanceof OpApplNode application) {
                return switch (opcode(application)) {
                    case 0 ->
                        application.getOperator() instanceof OpDefNode definition
                                && Narrowing.isOfActionLevel(definition, tool);
                    case OPCODE_dl, OPCODE_lor, OPCODE_sa, OPCODE_aa -> true;
                    case OPCODE_be -> dispatches(application.getArgs()[0]);
                    default -> false;
                };
            }
            return false;
        }

        private int opcode(OpApplNode application) {
            return BuiltInOPs.getOpCode(application.getOperator().getName());
        }
    }
}
