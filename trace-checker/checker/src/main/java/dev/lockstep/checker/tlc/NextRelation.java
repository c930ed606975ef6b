package dev.lockstep.checker.tlc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tla2sany.parser.SyntaxTreeNode;
import tla2sany.semantic.AbortException;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.Tool;
import util.UniqueString;

/**
 * {@code Next} narrowed to one of its named actions.
 *
 * <p>A definition taken by itself is not yet a step of {@code Next}: the quantifiers around it have bounds, and conjuncts beside it belong
 * to the step. So the way from {@code Next} down to each use of the action is kept as it is written, other disjuncts left out; where an
 * argument's value is known and comes straight from a quantifier, {@code \E p \in S : ...} becomes {@code p \in S /\ ...} with {@code p}
 * bound beforehand.
 */
final class NextRelation implements ToolGlobals {
    /**
     * One way from {@code Next} to the action.
     *
     * @param tree what remains of {@code Next}
     * @param action the application of the action within the tree
     * @param symbols by name of a known argument, the symbol to bind to its value
     */
    record Path(ExprNode tree, OpApplNode action, Map<String, FormalParamNode> symbols) {
        private Path with(ExprNode newTree) {
            return new Path(newTree, action, symbols);
        }
    }

    private final Tool tool;
    private final ModuleNode root;
    private final SemanticNode next;
    private final Map<String, List<String>> actions = new LinkedHashMap<>();

    NextRelation(Tool tool) {
        this.tool = tool;
        this.root = tool.getRootModule();
        this.next = tool.getNextStateSpec().pred;
        name(definitionOf(next), new HashSet<>());
    }

    /** The named actions with their parameters: the last named ones on the way down from {@code Next}. */
    Map<String, List<String>> actions() {
        return actions;
    }

    /** All ways to the action; empty: {@code Next} does not use it. */
    List<Path> paths(String action, Set<String> knownArguments) {
        return new Search(action, knownArguments).within(next, new Scope(Map.of(), Set.of(), ""), new HashSet<>());
    }

    /** The names of the action's parameters; null: there is no such action. */
    @Nullable
    List<String> parameters(String action) {
        List<Path> paths = paths(action, Set.of());
        return paths.isEmpty() ? null : parameters(paths.get(0).action.getOperator());
    }

    private List<String> parameters(SymbolNode operator) {
        List<String> names = new ArrayList<>();
        if (operator instanceof OpDefNode definition) {
            for (FormalParamNode parameter : definition.getParams()) {
                names.add(parameter.getName().toString());
            }
        }
        return names;
    }

    // ---------------------------------------------------------------- naming

    /** {@code Next} itself is no action, however it is written. */
    private SemanticNode definitionOf(SemanticNode node) {
        if (node instanceof SubstInNode subst) {
            return definitionOf(subst.getBody());
        }
        return node instanceof OpApplNode application
                        && opcode(application) == 0
                        && tool.lookup(application.getOperator()) instanceof OpDefNode definition
                ? definition.getBody()
                : node;
    }

    private void name(SemanticNode node, Set<OpDefNode> above) {
        if (node instanceof LetInNode let) {
            name(let.getBody(), above);
        } else if (node instanceof SubstInNode subst) {
            name(subst.getBody(), above);
        } else if (node instanceof LabelNode label) {
            name(label.getBody(), above);
        } else if (node instanceof OpApplNode application) {
            switch (opcode(application)) {
                case 0 -> nameDefinition(application, above);
                case OPCODE_dl, OPCODE_lor, OPCODE_be, OPCODE_cl, OPCODE_land, OPCODE_ite, OPCODE_sa, OPCODE_aa -> {
                    for (ExprOrOpArgNode argument : application.getArgs()) {
                        name(argument, above);
                    }
                }
                case OPCODE_case -> {
                    for (ExprOrOpArgNode pair : application.getArgs()) {
                        name(((OpApplNode) pair).getArgs()[1], above);
                    }
                }
                default -> {}
            }
        }
    }

    private void nameDefinition(OpApplNode application, Set<OpDefNode> above) {
        Object meaning = tool.lookup(application.getOperator());
        if (!(meaning instanceof OpDefNode definition) || definition.getBody() == null || !above.add(definition)) {
            return;
        }
        if (dispatches(definition.getBody())) {
            name(definition.getBody(), above);
        } else if (definition.getLevel() == 2) {
            actions.putIfAbsent(application.getOperator().getName().toString(), parameters(application.getOperator()));
        }
        above.remove(definition);
    }

    /** Whether a definition only chooses among actions, rather than being one: its body is a disjunction or a use of another. */
    private boolean dispatches(SemanticNode body) {
        if (body instanceof LetInNode let) {
            return dispatches(let.getBody());
        } else if (body instanceof SubstInNode subst) {
            return dispatches(subst.getBody());
        } else if (body instanceof LabelNode label) {
            return dispatches(label.getBody());
        } else if (body instanceof OpApplNode application) {
            return switch (opcode(application)) {
                case 0 -> application.getOperator() instanceof OpDefNode definition && definition.getLevel() == 2;
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

    // ---------------------------------------------------------------- searching

    /**
     * What is known on the way down.
     *
     * @param actuals what formal parameters of operators stand for
     * @param quantified symbols that a bounded {@code \E} on the way binds
     * @param prefix of an instantiated module, as in {@code M!Next}
     */
    private record Scope(
            Map<FormalParamNode, ExprOrOpArgNode> actuals, Set<FormalParamNode> quantified, String prefix) {
        Scope calling(OpDefNode definition, ExprOrOpArgNode[] arguments) {
            Map<FormalParamNode, ExprOrOpArgNode> extended = new HashMap<>(actuals);
            for (int i = 0; i < arguments.length; i++) {
                extended.put(definition.getParams()[i], arguments[i]);
            }
            String name = definition.getName().toString();
            int bang = name.lastIndexOf('!');
            return new Scope(extended, quantified, bang < 0 ? prefix : prefix + name.substring(0, bang + 1));
        }

        Scope binding(FormalParamNode[][] symbols, boolean[] areTuples) {
            Set<FormalParamNode> extended = new HashSet<>(quantified);
            for (int i = 0; i < symbols.length; i++) {
                if (!areTuples[i]) {
                    extended.addAll(List.of(symbols[i]));
                }
            }
            return new Scope(actuals, extended, prefix);
        }

        /** The quantified symbol that the expression is; null: it is something else. */
        @Nullable
        FormalParamNode quantifiedSymbol(ExprOrOpArgNode expression) {
            ExprOrOpArgNode current = expression;
            while (current instanceof OpApplNode application
                    && application.getArgs().length == 0
                    && application.getOperator() instanceof FormalParamNode symbol) {
                if (quantified.contains(symbol)) {
                    return symbol;
                }
                ExprOrOpArgNode actual = actuals.get(symbol);
                if (actual == null) {
                    return null;
                }
                current = actual;
            }
            return null;
        }
    }

    private final class Search {
        private final String action;
        private final Set<String> known;

        Search(String action, Set<String> known) {
            this.action = action;
            this.known = known;
        }

        List<Path> within(SemanticNode node, Scope scope, Set<OpDefNode> above) {
            if (node instanceof LetInNode let) {
                return within(let.getBody(), scope, above); // TLC resolves LET definitions by identity
            } else if (node instanceof LabelNode label) {
                return within(label.getBody(), scope, above);
            } else if (node instanceof SubstInNode subst) {
                List<Path> paths = new ArrayList<>();
                for (Path path : within(subst.getBody(), scope, above)) {
                    paths.add(path.with(new SubstInNode(
                            subst.getTreeNode(),
                            subst.getSubsts(),
                            path.tree,
                            subst.getInstantiatingModule(),
                            subst.getInstantiatedModule())));
                }
                return paths;
            } else if (node instanceof OpApplNode application) {
                return within(application, scope, above);
            }
            return List.of();
        }

        private List<Path> within(OpApplNode application, Scope scope, Set<OpDefNode> above) {
            ExprOrOpArgNode[] arguments = application.getArgs();
            List<Path> paths = new ArrayList<>();
            switch (opcode(application)) {
                case 0 -> paths.addAll(withinUse(application, scope, above));
                case OPCODE_dl, OPCODE_lor -> {
                    for (ExprOrOpArgNode argument : arguments) {
                        paths.addAll(within(argument, scope, above));
                    }
                }
                case OPCODE_sa -> paths.addAll(within(arguments[0], scope, above));
                case OPCODE_cl, OPCODE_land, OPCODE_bf, OPCODE_aa -> {
                    int last = opcode(application) == OPCODE_aa ? 1 : arguments.length;
                    for (int i = 0; i < last; i++) {
                        for (Path path : within(arguments[i], scope, above)) {
                            paths.add(path.with(replacing(application, i, path.tree)));
                        }
                    }
                }
                case OPCODE_be -> {
                    Scope inner = scope.binding(application.getBdedQuantSymbolLists(), application.isBdedQuantATuple());
                    for (Path path : within(arguments[0], inner, above)) {
                        paths.add(path.with(existential(application, path)));
                    }
                }
                case OPCODE_ite -> {
                    for (Path path : within(arguments[1], scope, above)) {
                        paths.add(path.with(builtIn(application, OP_cl, arguments[0], path.tree)));
                    }
                    for (Path path : within(arguments[2], scope, above)) {
                        paths.add(path.with(
                                builtIn(application, OP_cl, builtIn(application, OP_lnot, arguments[0]), path.tree)));
                    }
                }
                case OPCODE_case -> paths.addAll(withinCase(application, scope, above));
                default -> {}
            }
            return paths;
        }

        /** TLC takes the first arm whose guard is true. */
        private List<Path> withinCase(OpApplNode application, Scope scope, Set<OpDefNode> above) {
            List<Path> paths = new ArrayList<>();
            List<ExprOrOpArgNode> guards = new ArrayList<>();
            for (ExprOrOpArgNode argument : application.getArgs()) {
                ExprOrOpArgNode guard = ((OpApplNode) argument).getArgs()[0];
                for (Path path : within(((OpApplNode) argument).getArgs()[1], scope, above)) {
                    List<ExprOrOpArgNode> conjuncts = new ArrayList<>(guards);
                    if (guard != null) {
                        conjuncts.add(guard);
                    }
                    conjuncts.add(path.tree);
                    paths.add(path.with(builtIn(application, OP_cl, conjuncts.toArray(new ExprOrOpArgNode[0]))));
                }
                if (guard != null) {
                    guards.add(builtIn(application, OP_lnot, guard));
                }
            }
            return paths;
        }

        private List<Path> withinUse(OpApplNode application, Scope scope, Set<OpDefNode> above) {
            SymbolNode operator = application.getOperator();
            if (operator instanceof FormalParamNode formal && scope.actuals.get(formal) instanceof OpArgNode actual) {
                operator = actual.getOp();
            }
            String name = operator.getName().toString();
            if (name.equals(action) || (scope.prefix + name).equals(action)) {
                return List.of(found(application, operator, scope));
            }
            Object meaning = tool.lookup(operator);
            if (!(meaning instanceof OpDefNode definition)
                    || definition.getBody() == null
                    || BuiltInOPs.getOpCode(definition.getName()) != 0
                    || !above.add(definition)) {
                return List.of();
            }
            List<Path> paths = new ArrayList<>();
            ExprOrOpArgNode[] arguments = application.getArgs();
            for (Path path : within(definition.getBody(), scope.calling(definition, arguments), above)) {
                paths.add(arguments.length == 0 ? path : path.with(use(narrowed(definition, path.tree), application)));
            }
            above.remove(definition);
            return paths;
        }

        private Path found(OpApplNode application, SymbolNode operator, Scope scope) {
            List<String> parameters = parameters(operator);
            List<ExprOrOpArgNode> conjuncts = new ArrayList<>();
            Map<String, FormalParamNode> symbols = new HashMap<>();
            for (int i = 0; i < parameters.size(); i++) {
                String parameter = parameters.get(i);
                if (!known.contains(parameter)) {
                    continue;
                }
                ExprOrOpArgNode actual = application.getArgs()[i];
                FormalParamNode symbol = scope.quantifiedSymbol(actual);
                if (symbol == null || symbols.containsValue(symbol)) {
                    symbol = new FormalParamNode(
                            UniqueString.uniqueStringOf(KNOWN + parameter), 0, application.getTreeNode(), null, root);
                    conjuncts.add(builtIn(application, OP_eq, new OpApplNode(symbol), actual));
                }
                symbols.put(parameter, symbol);
            }
            conjuncts.add(application);
            ExprNode tree = conjuncts.size() == 1
                    ? application
                    : builtIn(application, OP_cl, conjuncts.toArray(new ExprOrOpArgNode[0]));
            return new Path(tree, application, symbols);
        }
    }

    // ---------------------------------------------------------------- building expressions

    private static final String KNOWN = "lockstep$";

    /** Whether the expression is a symbol of which the event gives the value, put there by this class. */
    static boolean isKnownSymbol(SemanticNode node) {
        return node.getTreeNode() == SyntaxTreeNode.nullSTN;
    }

    static String symbolName(SemanticNode node) {
        return ((OpApplNode) node).getOperator().getName().toString().replace(KNOWN, "");
    }

    private static final UniqueString OP_cl = UniqueString.uniqueStringOf("$ConjList");
    private static final UniqueString OP_be = UniqueString.uniqueStringOf("$BoundedExists");

    private OpApplNode builtIn(OpApplNode place, UniqueString operator, ExprOrOpArgNode... arguments) {
        return new OpApplNode(operator, arguments, place.getTreeNode(), root);
    }

    private OpApplNode replacing(OpApplNode application, int index, ExprNode argument) {
        ExprOrOpArgNode[] arguments = application.getArgs().clone();
        arguments[index] = argument;
        return new OpApplNode(
                application.getOperator().getName(),
                application.getUnbdedQuantSymbols(),
                arguments,
                application.getBdedQuantSymbolLists(),
                application.isBdedQuantATuple(),
                application.getBdedQuantBounds(),
                application.getTreeNode(),
                root);
    }

    /** {@code \E x \in S, y \in T : path}, with {@code x \in S} a conjunct for each symbol that is bound beforehand. */
    private ExprNode existential(OpApplNode application, Path path) {
        FormalParamNode[][] symbols = application.getBdedQuantSymbolLists();
        ExprNode[] bounds = application.getBdedQuantBounds();
        List<ExprOrOpArgNode> conjuncts = new ArrayList<>();
        List<FormalParamNode[]> openSymbols = new ArrayList<>();
        List<Boolean> openTuples = new ArrayList<>();
        List<ExprNode> openBounds = new ArrayList<>();
        for (int i = 0; i < symbols.length; i++) {
            List<FormalParamNode> open = new ArrayList<>();
            for (FormalParamNode symbol : symbols[i]) {
                if (!application.isBdedQuantATuple()[i] && path.symbols.containsValue(symbol)) {
                    conjuncts.add(builtIn(application, OP_in, new OpApplNode(symbol), bounds[i]));
                } else {
                    open.add(symbol);
                }
            }
            if (!open.isEmpty()) {
                openSymbols.add(open.toArray(new FormalParamNode[0]));
                openTuples.add(application.isBdedQuantATuple()[i]);
                openBounds.add(bounds[i]);
            }
        }
        ExprNode body = path.tree;
        if (!openSymbols.isEmpty()) {
            boolean[] tuples = new boolean[openTuples.size()];
            for (int i = 0; i < tuples.length; i++) {
                tuples[i] = openTuples.get(i);
            }
            body = new OpApplNode(
                    OP_be,
                    null,
                    new ExprOrOpArgNode[] {path.tree},
                    openSymbols.toArray(new FormalParamNode[0][]),
                    tuples,
                    openBounds.toArray(new ExprNode[0]),
                    application.getTreeNode(),
                    root);
        }
        if (conjuncts.isEmpty()) {
            return body;
        }
        conjuncts.add(body);
        return builtIn(application, OP_cl, conjuncts.toArray(new ExprOrOpArgNode[0]));
    }

    /** The definition with another body. */
    private static OpDefNode narrowed(OpDefNode definition, ExprNode body) {
        return new OpDefNode(
                definition.getName(),
                definition.getKind(),
                definition.getParams(),
                definition.isLocal(),
                body,
                definition.getOriginallyDefinedInModuleNode(),
                null,
                definition.getTreeNode(),
                true,
                definition);
    }

    private OpApplNode use(OpDefNode definition, OpApplNode application) {
        try {
            return new OpApplNode(definition, application.getArgs(), application.getTreeNode(), root);
        } catch (AbortException e) {
            throw new IllegalStateException("cannot apply " + definition.getName(), e);
        }
    }
}
