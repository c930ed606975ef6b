package dev.lockstep.checker.tlc.relation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.Tool;

/**
 * Searches once for the ways from {@code Next} to an action.
 *
 * <p>What lies on a way is kept as it is written, other disjuncts left out. An argument of which the value is given and that comes
 * straight from a quantifier turns {@code \E p \in S : ...} into {@code p \in S /\ ...}, with {@code p} bound beforehand; any other
 * becomes a conjunct beside the action.
 */
public final class Narrowing implements ToolGlobals {
    /**
     * Describes one way to the action.
     *
     * @param tree what remains of {@code Next}
     * @param taken the action's parameters; null: this is but the recursive use of a definition that the search is within
     * @param symbols for the name of each given argument, the symbol to bind to its value
     */
    public record Way(ExprNode tree, @Nullable List<Parameter> taken, Map<String, FormalParamNode> symbols) {
        private Way with(ExprNode newTree) {
            return new Way(newTree, taken, symbols);
        }

        /** Returns the names of the parameters. */
        @Nullable
        List<String> parameters() {
            return taken == null ? null : taken.stream().map(Parameter::name).toList();
        }

        /** Returns the names of the parameters, for a way that is a whole one. */
        public List<String> names() {
            return Objects.requireNonNull(parameters());
        }
    }

    /**
     * Describes a parameter of an action, as it is on one way.
     *
     * @param symbol the symbol that stands for it in the action
     * @param action where it is used
     * @param values the set that it ranges over, or the one value that it has; null: neither is known
     * @param bound the symbol of the quantifier that gives it each of the values; null: there is none
     */
    public record Parameter(
            String name,
            @Nullable FormalParamNode symbol,
            SemanticNode action,
            @Nullable ExprNode values,
            @Nullable FormalParamNode bound) {
        /** Returns whether the values are those of a set. */
        public boolean isRange() {
            return bound != null;
        }
    }

    private final Tool tool;
    private final Expressions expressions;
    private final String action;
    private final boolean qualified;
    private final Set<String> given;
    private final Map<String, FormalParamNode> fresh = new HashMap<>();

    /** The definitions that the search is within; for a recursive one its narrowed counterpart. */
    private final Map<OpDefNode, OpDefNode> within = new HashMap<>();

    /**
     * @param qualified the action's name is meant in full: {@code M!A} for an action of an instance
     * @param given the names of the arguments whose values are given
     */
    Narrowing(Tool tool, Expressions expressions, String action, boolean qualified, Set<String> given) {
        this.tool = tool;
        this.expressions = expressions;
        this.action = action;
        this.qualified = qualified;
        this.given = given;
    }

    List<Way> ways(SemanticNode next) {
        List<Way> ways = new ArrayList<>(within(next, Scope.ROOT));
        ways.removeIf(way -> way.taken == null || !way.names().containsAll(given));
        return List.copyOf(ways);
    }

    // ---------------------------------------------------------------- descending

    private List<Way> within(SemanticNode node, Scope scope) {
        if (node instanceof LetInNode let) {
            return within(let.getBody(), scope); // TLC finds the definitions of a LET by identity
        } else if (node instanceof LabelNode label) {
            return within(label.getBody(), scope);
        } else if (node instanceof SubstInNode subst) {
            List<Way> ways = new ArrayList<>();
            within(subst.getBody(), scope.within(subst))
                    .forEach(way -> ways.add(way.with(expressions.substituted(subst, way.tree))));
            return ways;
        } else if (node instanceof OpApplNode application) {
            return within(application, scope);
        }
        return List.of();
    }

    private List<Way> within(OpApplNode application, Scope scope) {
        ExprOrOpArgNode[] arguments = application.getArgs();
        int opcode = BuiltInOPs.getOpCode(application.getOperator().getName());
        List<Way> ways = new ArrayList<>();
        switch (opcode) {
            case 0 -> ways.addAll(withinUse(application, scope));
            case OPCODE_dl, OPCODE_lor -> {
                for (ExprOrOpArgNode argument : arguments) {
                    ways.addAll(within(argument, scope));
                }
            }
            case OPCODE_sa, OPCODE_nop -> ways.addAll(within(arguments[0], scope));
            case OPCODE_cl, OPCODE_land, OPCODE_aa -> {
                int last = opcode == OPCODE_aa ? 1 : arguments.length;
                for (int i = 0; i < last; i++) {
                    for (Way way : within(arguments[i], scope)) {
                        ways.add(way.with(expressions.replacing(application, i, way.tree)));
                    }
                }
            }
            case OPCODE_be -> {
                for (Way way : within(arguments[0], scope.binding(application))) {
                    ways.add(way.with(exists(application, way)));
                }
            }
            case OPCODE_bf -> {
                for (Way way : within(arguments[0], scope.binding(application))) {
                    ways.add(way.with(
                            expressions.conjunction(application, List.of(application, exists(application, way)))));
                }
            }
            case OPCODE_ite -> {
                ExprNode not = expressions.not(arguments[0], application);
                ways.addAll(guarded(List.of(arguments[0]), arguments[1], application, scope));
                ways.addAll(guarded(List.of(not), arguments[2], application, scope));
            }
            case OPCODE_case -> ways.addAll(withinCase(application, scope));
            default -> {}
        }
        return ways;
    }

    private ExprNode exists(OpApplNode quantifier, Way way) {
        return expressions.exists(quantifier, new HashSet<>(way.symbols.values()), way.tree);
    }

    /** TLC takes the first arm whose guard is true. */
    private List<Way> withinCase(OpApplNode application, Scope scope) {
        List<Way> ways = new ArrayList<>();
        List<ExprOrOpArgNode> guards = new ArrayList<>();
        for (ExprOrOpArgNode argument : application.getArgs()) {
            ExprOrOpArgNode guard = ((OpApplNode) argument).getArgs()[0]; // null: OTHER
            List<ExprOrOpArgNode> holding = new ArrayList<>(guards);
            if (guard != null) {
                holding.add(guard);
                guards.add(expressions.not(guard, application));
            }
            ways.addAll(guarded(holding, ((OpApplNode) argument).getArgs()[1], application, scope));
        }
        return ways;
    }

    private List<Way> guarded(
            List<? extends ExprOrOpArgNode> guards, ExprOrOpArgNode arm, OpApplNode place, Scope scope) {
        List<Way> ways = new ArrayList<>();
        for (Way way : within(arm, scope)) {
            List<ExprOrOpArgNode> conjuncts = new ArrayList<>(guards);
            conjuncts.add(way.tree);
            ways.add(way.with(expressions.conjunction(place, conjuncts)));
        }
        return ways;
    }

    // ---------------------------------------------------------------- uses of definitions

    private List<Way> withinUse(OpApplNode application, Scope scope) {
        SymbolNode operator = scope.operator(application);
        if (isAction(operator, scope)) {
            return List.of(found(application, operator, scope));
        }
        if (!(tool.lookup(operator) instanceof OpDefNode definition)
                || definition.getBody() == null
                || BuiltInOPs.getOpCode(definition.getName()) != 0) {
            return List.of();
        }
        if (within.containsKey(definition)) {
            OpDefNode narrowed = within.get(definition);
            return narrowed == null ? List.of() : List.of(new Way(use(narrowed, application), null, fresh));
        }
        return definition.getInRecursive()
                ? withinRecursive(definition, application, scope)
                : withinPlain(definition, application, scope);
    }

    private boolean isAction(SymbolNode operator, Scope scope) {
        String name = operator.getName().toString();
        return ((scope.prefix() + name).equals(action) || !qualified && name.equals(action))
                && isOfActionLevel(operator, tool);
    }

    static boolean isOfActionLevel(SymbolNode operator, Tool tool) {
        return operator instanceof OpDefNode defined && defined.getLevel() >= LevelConstants.ActionLevel
                || tool.lookup(operator) instanceof OpDefNode meant && meant.getLevel() >= LevelConstants.ActionLevel;
    }

    private List<Way> withinPlain(OpDefNode definition, OpApplNode application, Scope scope) {
        within.put(definition, null);
        List<Way> ways = new ArrayList<>();
        for (Way way : within(definition.getBody(), scope.calling(definition, application))) {
            ways.add(
                    application.getArgs().length == 0
                            ? way
                            : way.with(use(Expressions.redefined(definition, way.tree), application)));
        }
        within.remove(definition);
        return ways;
    }

    /** Makes one way of all ways within a recursive definition. So each use of it can go on by any of them. */
    private List<Way> withinRecursive(OpDefNode definition, OpApplNode application, Scope scope) {
        OpDefNode narrowed = Expressions.redefined(definition, null);
        within.put(definition, narrowed);
        List<Way> inner = within(
                definition.getBody(), scope.calling(definition, application).inRecursion());
        within.remove(definition);
        if (inner.isEmpty()) {
            return List.of();
        }
        List<ExprOrOpArgNode> disjuncts = new ArrayList<>();
        List<Parameter> taken = null;
        for (Way way : inner) {
            disjuncts.add(way.tree);
            taken = way.taken != null ? way.taken : taken;
        }
        narrowed.setBody(expressions.disjunction(application, disjuncts));
        return List.of(new Way(use(narrowed, application), taken, fresh));
    }

    private OpApplNode use(OpDefNode definition, OpApplNode application) {
        return expressions.application(definition, application, application.getArgs());
    }

    private Way found(OpApplNode application, SymbolNode operator, Scope scope) {
        Map<String, ExprOrOpArgNode> actuals = new LinkedHashMap<>();
        scope.instance().forEach(parameter -> actuals.put(parameter.getName().toString(), new OpApplNode(parameter)));
        List<String> own = parameters(operator);
        for (int i = 0; i < own.size(); i++) {
            actuals.put(own.get(i), application.getArgs()[i]);
        }
        List<ExprOrOpArgNode> before = new ArrayList<>();
        List<ExprOrOpArgNode> after = new ArrayList<>();
        Map<String, FormalParamNode> symbols = new HashMap<>();
        actuals.forEach((parameter, actual) -> {
            if (given.contains(parameter) && actual instanceof ExprNode expression) {
                FormalParamNode symbol = scope.quantified(actual);
                if (symbol == null || symbols.containsValue(symbol)) {
                    symbol = fresh.computeIfAbsent(
                            parameter, name -> expressions.symbol(name, application.getTreeNode()));
                    boolean primed = expression.getLevel() >= LevelConstants.ActionLevel;
                    (primed ? after : before).add(expressions.is(symbol, actual, application));
                }
                symbols.put(parameter, symbol);
            }
        });
        before.add(application);
        before.addAll(after);
        return new Way(expressions.conjunction(application, before), taken(actuals, operator, scope), symbols);
    }

    private List<Parameter> taken(Map<String, ExprOrOpArgNode> actuals, SymbolNode operator, Scope scope) {
        Map<String, FormalParamNode> formals = new HashMap<>();
        scope.instance().forEach(parameter -> formals.put(parameter.getName().toString(), parameter));
        if (operator instanceof OpDefNode definition) {
            for (FormalParamNode parameter : definition.getParams()) {
                formals.put(parameter.getName().toString(), parameter);
            }
        }
        SemanticNode action = tool.lookup(operator) instanceof OpDefNode meant ? meant : operator;
        List<Parameter> taken = new ArrayList<>();
        actuals.forEach((name, actual) -> {
            FormalParamNode symbol = scope.quantified(actual);
            ExprOrOpArgNode range = symbol == null ? actual : scope.quantified().get(symbol);
            ExprNode values = scope.recursive() ? null : scope.meant(range); // each use has others
            for (SubstInNode substitution : values == null ? List.<SubstInNode>of() : scope.substitutions()) {
                values = expressions.substituted(substitution, values);
            }
            taken.add(new Parameter(name, formals.get(name), action, values, symbol));
        });
        return List.copyOf(taken);
    }

    static List<String> parameters(SymbolNode operator) {
        List<String> names = new ArrayList<>();
        if (operator instanceof OpDefNode definition) {
            for (FormalParamNode parameter : definition.getParams()) {
                names.add(parameter.getName().toString());
            }
        }
        return names;
    }
}
