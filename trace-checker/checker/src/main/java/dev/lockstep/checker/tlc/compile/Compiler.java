package dev.lockstep.checker.tlc.compile;

import dev.lockstep.checker.tlc.compile.Environment.Expression;
import dev.lockstep.checker.tlc.compile.Environment.Known;
import dev.lockstep.checker.tlc.compile.Environment.Meaning;
import dev.lockstep.checker.tlc.compile.Environment.Operator;
import dev.lockstep.checker.tlc.compile.Environment.Slot;
import dev.lockstep.checker.tlc.relation.Expressions;
import dev.lockstep.checker.tlc.relation.Narrowing;
import dev.lockstep.checker.tlc.value.Conversion;
import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.checker.tlc.value.Interned;
import dev.lockstep.evaluator.Act;
import dev.lockstep.evaluator.Expr;
import dev.lockstep.evaluator.Logic;
import dev.lockstep.evaluator.References;
import dev.lockstep.evaluator.SymbolicSets;
import dev.lockstep.evaluator.value.Order;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.AtNode;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.NumeralNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.Action;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.value.IValue;
import tlc2.value.impl.Value;

/**
 * Makes trees that evaluate themselves out of those that TLC evaluates. Definitions are put in place of their names; symbols have the
 * scopes that TLC gives them. What there is no counterpart for becomes {@link Expr#undecided}.
 */
public final class Compiler implements ToolGlobals {
    /** Bounds how many times a definition may be within itself. One that a config puts in its own place is so without end. */
    private static final int DEEPEST = 4;

    /** Stands for the slots of a symbol that has more than one. */
    private static final int SEVERAL = -1;

    private final Tool tool;
    private final Expressions expressions;
    private final Conversion conversion;
    private final ConstantSets constants;
    private final Map<String, Integer> variables = new HashMap<>();
    private final Order order = new Order(new Interned());
    private final Map<OpDefNode, RecursiveUse> recursive = new IdentityHashMap<>();
    private final Map<OpDefNode, RecursiveUse> recursiveAfter = new IdentityHashMap<>();
    private final LocalRecursion local = new LocalRecursion(this);
    private final Map<OpDefNode, Boolean> actions = new IdentityHashMap<>();
    private final Map<OpDefNode, Integer> within = new IdentityHashMap<>();
    private final Builtins builtins = new Builtins(this);
    private final Map<FormalParamNode, Integer> bound = new IdentityHashMap<>();
    private int slots;
    private Mentions mentions = new Mentions();

    private record RecursiveUse(References.Recursive definition, Reads reads, Mentions mentions) {}

    /**
     * @param slots how many bound symbols there are
     * @param arguments the slots of arguments by name
     */
    record CompiledAct(Act act, int slots, Map<String, Integer> arguments, Mentions mentions) {}

    /** Holds a predicate of a state. */
    public record CompiledExpr(Expr expr, int slots, Reads reads, Mentions mentions) {}

    /** @param reads what the body reads */
    record CompiledForAll(List<Logic.Binding> bindings, Expr body, int slots, Reads reads, Mentions mentions) {}

    public Compiler(Tool tool, Expressions expressions, Conversion conversion, List<String> names) {
        this.tool = tool;
        this.expressions = expressions;
        this.conversion = conversion;
        this.constants = new ConstantSets(conversion, this::literal);
        for (String name : names) {
            variables.put(name, variables.size());
        }
    }

    // ---------------------------------------------------------------- what is compiled

    private void begin() {
        bound.clear();
        slots = 0;
        mentions = new Mentions();
    }

    CompiledAct act(Narrowing.Way way) {
        begin();
        Environment environment = Environment.EMPTY;
        Map<String, Integer> arguments = new HashMap<>();
        for (Map.Entry<String, FormalParamNode> symbol : way.symbols().entrySet()) {
            arguments.put(symbol.getKey(), slots);
            environment = environment.with(symbol.getValue(), new Slot(slots++));
        }
        Act act = new Acts(this, way.symbols().values()).act(way.tree(), environment, Act.end());
        return new CompiledAct(act, slots, arguments, mentions);
    }

    /**
     * Compiles a way on which no argument is given. The slots of arguments are those of the symbols that a quantifier binds to them, as far
     * as there are such. A slot keeps its value until the step is found.
     */
    CompiledAct capturing(Narrowing.Way way) {
        CompiledAct act = act(way);
        Map<String, Integer> arguments = new HashMap<>();
        for (Narrowing.Parameter parameter : Objects.requireNonNull(way.taken())) {
            int slot = parameter.bound() == null ? SEVERAL : bound.getOrDefault(parameter.bound(), SEVERAL);
            if (slot != SEVERAL) {
                arguments.put(parameter.name(), slot);
            }
        }
        return new CompiledAct(act.act(), act.slots(), arguments, act.mentions());
    }

    /**
     * Compiles the conjuncts of the initial predicate, or what stands in their place. The state that they describe is the one after a step
     * from nowhere.
     */
    CompiledAct init(List<Action> conjuncts) {
        begin();
        Act act = Act.end();
        for (int i = conjuncts.size() - 1; i >= 0; i--) {
            Action conjunct = conjuncts.get(i);
            act = Acts.initial(this).act(conjunct.pred, environment(conjunct.con), act);
        }
        return new CompiledAct(act, slots, Map.of(), mentions);
    }

    CompiledAct act(SemanticNode next, Context context) {
        begin();
        Act act = new Acts(this, List.of()).act(next, environment(context), Act.end());
        return new CompiledAct(act, slots, Map.of(), mentions);
    }

    /** Does the same as {@link #act(SemanticNode, Context)}, and finds each step as many times as TLC generates it. */
    CompiledAct counting(SemanticNode next, Context context) {
        begin();
        Act act = Acts.counting(this).act(next, environment(context), Act.end());
        return new CompiledAct(act, slots, Map.of(), mentions);
    }

    public CompiledExpr predicate(SemanticNode node, Context context) {
        begin();
        Reads reads = new Reads();
        Expr expr = expr(node, environment(context), false, reads);
        return new CompiledExpr(expr, slots, reads, mentions);
    }

    /** Compiles a predicate of a state that is universally quantified over constant sets. Returns null if the node is no such thing. */
    @Nullable
    CompiledForAll forAll(OpApplNode node, Context context) {
        if (BuiltInOPs.getOpCode(node.getOperator().getName()) != OPCODE_bf) {
            return null;
        }
        begin();
        Quantified quantified = quantified(node, environment(context), false);
        Reads reads = new Reads();
        Expr body = expr(node.getArgs()[0], quantified.where, false, reads);
        boolean isPlain = quantified.sets.isConstant()
                && !reads.variables.isEmpty()
                && quantified.bindings.stream().noneMatch(Logic.Binding::isTuple);
        return isPlain ? new CompiledForAll(quantified.bindings, body, slots, reads, mentions) : null;
    }

    /** Returns an operator's body in one state; of one parameter, its slot is 0. */
    public CompiledExpr operator(OpDefNode definition) {
        begin();
        Environment environment = Environment.EMPTY;
        for (FormalParamNode parameter : definition.getParams()) {
            environment = environment.with(parameter, new Slot(slots++));
        }
        Reads reads = new Reads();
        Expr expr = expr(definition.getBody(), environment, false, reads);
        return new CompiledExpr(expr, slots, reads, mentions);
    }

    /** Returns an operator in whose place the config puts a value, or that has one whatever the state. */
    public CompiledExpr constantOperator(Value value) {
        begin();
        Expr expr = literal(Objects.requireNonNull(conversion.listed(value)));
        return new CompiledExpr(expr, 0, new Reads(), mentions);
    }

    /** Returns the constants that TLC has bound already. */
    private Environment environment(Context context) {
        List<SymbolNode> names = new ArrayList<>();
        context.lookupName(name -> {
            names.add(0, name);
            return false;
        });
        Environment environment = Environment.EMPTY;
        for (SymbolNode name : names) {
            Object known = context.lookup(name) instanceof Value value ? conversion.listed(value) : null;
            if (known != null) {
                environment = environment.with(name, new Known(known));
            }
        }
        return environment;
    }

    // ---------------------------------------------------------------- expressions

    /** Returns a value that the text has in itself. */
    Expr literal(Object value) {
        mentions.add(value);
        return References.constant(value);
    }

    static Expr undecided(String why, SemanticNode place) {
        return Expr.undecided(why, new Place(place));
    }

    /** Returns the name of a field. */
    String field(SemanticNode node) {
        String name = text(node);
        mentions.add(name);
        return name;
    }

    int newSlot() {
        return slots++;
    }

    /** Slots are counted anew, the first so many taken; gives what {@link #endSlots} is to be told. */
    int beginSlots(int taken) {
        int outer = slots;
        slots = taken;
        return outer;
    }

    /** Returns how many there were. */
    int endSlots(int outer) {
        int count = slots;
        slots = outer;
        return count;
    }

    /** Returns a value as TLC evaluates it, whatever the state. */
    IValue constant(SemanticNode node) {
        return tool.eval(node, Context.Empty, TLCState.Empty);
    }

    Conversion conversion() {
        return conversion;
    }

    /** Returns the order in which TLC goes through the elements of a set to choose one. */
    Order order() {
        return order;
    }

    /** Returns how many slots have been taken so far. */
    int slots() {
        return slots;
    }

    Tool tool() {
        return tool;
    }

    Expr expr(SemanticNode node, Environment where, boolean primed, Reads reads) {
        if (node instanceof OpApplNode application) {
            Reads own = new Reads();
            Expr expr = application(application, where, primed, own);
            reads.add(own);
            return own.isConstant() ? References.once(expr) : expr;
        } else if (node instanceof LetInNode let) {
            Bound bound = let(let, where);
            return References.fresh(bound.slots(), expr(let.getBody(), bound.where, primed, reads));
        } else if (node instanceof LabelNode label) {
            return expr(label.getBody(), where, primed, reads);
        } else if (node instanceof SubstInNode subst) {
            Bound bound = substituted(subst, where);
            return References.fresh(bound.slots(), expr(subst.getBody(), bound.where, primed, reads));
        } else if (node instanceof NumeralNode numeral) {
            return literal(numeral.val());
        } else if (node instanceof StringNode string) {
            return literal(text(string));
        } else if (node instanceof AtNode) {
            return symbol(EXCEPT_AT, node, where, primed, reads);
        }
        return undecided("an expression of another kind", node);
    }

    private Expr application(OpApplNode application, Environment where, boolean primed, Reads reads) {
        SymbolNode operator = application.getOperator();
        if (expressions.isComparison(application)) {
            Expr given = expr(application.getArgs()[0], where, primed, reads);
            Expr computed = expr(application.getArgs()[1], where, primed, reads);
            return expressions.isMembership(application) ? Logic.isIn(given, computed) : Logic.is(given, computed);
        }
        int opcode = BuiltInOPs.getOpCode(operator.getName());
        return opcode != 0
                ? builtins.builtIn(opcode, application, where, primed, reads)
                : use(operator, application, where, primed, reads);
    }

    private Expr use(SymbolNode operator, OpApplNode application, Environment where, boolean primed, Reads reads) {
        Meaning meaning = where.find(operator);
        if (meaning instanceof Operator passed) {
            int opcode = BuiltInOPs.getOpCode(passed.operator().getName());
            return opcode != 0
                    ? builtins.builtIn(opcode, application, where, primed, reads)
                    : use(passed.operator(), application, where, primed, reads);
        }
        if (meaning != null) {
            return application.getArgs().length == 0
                    ? symbol(operator, application, where, primed, reads)
                    : undecided("a value that is applied like an operator", application);
        }
        Object effective = tool.lookup(operator);
        if (effective instanceof OpDefNode other && other != operator) {
            int opcode = BuiltInOPs.getOpCode(other.getName());
            return opcode != 0
                    ? undecided("a built-in operator in place of another", application)
                    : use(other, application, where, primed, reads);
        }
        if (effective instanceof Value value && application.getArgs().length == 0) {
            Object known = conversion.listed(value);
            if (known != null) {
                return literal(known);
            }
            Expr set = operator instanceof OpDeclNode || isReplaced(operator) ? constantSet(application) : null;
            if (set != null) {
                return set;
            }
        }
        if (operator instanceof OpDeclNode declared) {
            return variable(declared, application, primed, reads);
        }
        if (operator instanceof OpDefNode definition) {
            Expr standard = builtins.standard(definition, application, where, primed, reads);
            return standard != null ? standard : defined(definition, application, where, primed, reads);
        }
        return undecided("a symbol without a value", application);
    }

    /** Returns a constant that TLC does not write out; null: there is no counterpart. */
    private @Nullable Expr constantSet(OpApplNode application) {
        try {
            return constants.of(Evaluation.of(() -> (Value) constant(application)));
        } catch (Failed e) {
            return null;
        }
    }

    /** Returns whether the config puts something else in its place. */
    private boolean isReplaced(SymbolNode operator) {
        return tool.getModelConfig()
                .getOverrides()
                .containsKey(operator.getName().toString());
    }

    private Expr variable(OpDeclNode declared, SemanticNode place, boolean primed, Reads reads) {
        Integer index = variables.get(declared.getName().toString());
        if (declared.getKind() != VariableDeclKind || index == null) {
            return undecided("a constant of a kind that only TLC has", place);
        }
        if (primed) {
            reads.primed = true;
            return References.primed(index);
        }
        reads.addVariable(index);
        return References.variable(index);
    }

    /** Notes that any variable may be read, before the step. */
    void readAll(Reads reads) {
        variables.values().forEach(reads::addVariable);
    }

    private Expr symbol(SymbolNode symbol, SemanticNode place, Environment where, boolean primed, Reads reads) {
        Meaning meaning = where.find(symbol);
        if (meaning instanceof Slot slot) {
            reads.slots.set(slot.slot());
            return References.bound(slot.slot());
        } else if (meaning instanceof Known known) {
            return literal(known.value());
        } else if (meaning instanceof Expression expression) {
            if (expression.kept() != null
                    && (!primed || expression.reads().variables.isEmpty())) {
                reads.add(expression.reads());
                return expression.kept();
            }
            return expr(expression.node(), expression.where(), primed, reads);
        }
        return undecided("a symbol without a value", place);
    }

    private Expr defined(OpDefNode definition, OpApplNode application, Environment where, boolean primed, Reads reads) {
        if (definition.getBody() == null) {
            return undecided("a definition without a body", application);
        }
        if (definition.getInRecursive()) {
            return recursive(definition, application, where, primed, reads);
        }
        Bound bound = bound(definition, application.getArgs(), where);
        if (!enter(definition)) {
            return undecided("a definition within itself", application);
        }
        Expr expr = References.fresh(bound.slots(), expr(definition.getBody(), bound.where, primed, reads));
        leave(definition);
        return expr;
    }

    /**
     * Returns whether the definition can be put in place of its name here. It may be within itself, as a fold of a fold is, unless a LAMBDA
     * around it belongs to a recursive definition: it would then be looked up in the wrong use.
     */
    boolean enter(OpDefNode definition) {
        int depth = within.getOrDefault(definition, 0);
        boolean isPossible = depth == 0 || depth < DEEPEST && !local.isWithinOperators();
        if (isPossible) {
            within.put(definition, depth + 1);
        }
        return isPossible;
    }

    void leave(OpDefNode definition) {
        within.merge(definition, -1, Integer::sum);
    }

    private Expr recursive(
            OpDefNode definition, OpApplNode application, Environment where, boolean primed, Reads reads) {
        if (local.isLocal(definition)) {
            return local.use(definition, application, where, primed, reads);
        }
        Map<OpDefNode, RecursiveUse> known = primed ? recursiveAfter : recursive;
        RecursiveUse use = known.get(definition);
        if (use == null) {
            int outer = beginSlots(0);
            Environment inner = Environment.EMPTY;
            int[] parameters = new int[definition.getParams().length];
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] = slots;
                inner = inner.with(definition.getParams()[i], new Slot(slots++));
            }
            use = new RecursiveUse(new References.Recursive(parameters, 0), new Reads(), new Mentions());
            known.put(definition, use);
            Reads body = new Reads();
            Mentions outside = mentions;
            mentions = use.mentions;
            Expr meaning = expr(definition.getBody(), inner, primed, body);
            mentions = outside;
            use.definition.define(meaning, endSlots(outer));
            body.close(0);
            use.reads.add(body);
        }
        ExprOrOpArgNode[] actuals = application.getArgs();
        Expr[] arguments = new Expr[actuals.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = expr(actuals[i], where, primed, reads);
        }
        reads.add(use.reads);
        mentions.add(use.mentions);
        if (use.reads.isConstant()) {
            reads.slots.set(Integer.MAX_VALUE >> 16); // of a recursion that is being compiled not all is known yet
        }
        return use.definition.use(arguments);
    }

    // ---------------------------------------------------------------- binding

    /** Holds an environment, and the slots of what is evaluated lazily in it. */
    record Bound(Environment where, List<Integer> lazy) {
        int[] slots() {
            return lazy.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /** Returns the parameters of a definition stand for the arguments. */
    Bound bound(OpDefNode definition, ExprOrOpArgNode[] arguments, Environment where) {
        Bound bound = new Bound(where, new ArrayList<>());
        FormalParamNode[] parameters = definition.getParams();
        for (int i = 0; i < arguments.length; i++) {
            bound = bind(bound, parameters[i], arguments[i], where);
        }
        return bound;
    }

    /** Definitions without parameters are evaluated where they are defined, the others wherever they are used. */
    Bound let(LetInNode let, Environment where) {
        Bound bound = new Bound(where, new ArrayList<>());
        for (OpDefNode definition : let.getLets()) {
            local.add(definition);
            if (definition.getInRecursive()) {
                bound = new Bound(bound.where.with(definition, new Environment.Scope()), bound.lazy);
            } else if (definition.getArity() == 0) {
                bound = bind(bound, definition, definition.getBody(), bound.where);
            }
        }
        return bound;
    }

    Bound substituted(SubstInNode subst, Environment where) {
        Bound bound = new Bound(where, new ArrayList<>());
        for (Subst s : subst.getSubsts()) {
            bound = bind(bound, s.getOp(), s.getExpr(), where);
        }
        return bound;
    }

    private Bound bind(Bound bound, SymbolNode symbol, SemanticNode node, Environment where) {
        Meaning meaning;
        if (node instanceof OpArgNode operator) {
            meaning = passed(operator, where);
        } else if (node instanceof OpApplNode name && name.getArgs().length == 0 && isBound(name, where)) {
            meaning = Objects.requireNonNull(where.find(name.getOperator()));
        } else {
            Reads reads = new Reads();
            Expr expr = expr(node, where, false, reads);
            meaning = new Expression(node, where, isAction(node, where) ? null : kept(expr, bound), reads);
        }
        return new Bound(bound.where.with(symbol, meaning), bound.lazy);
    }

    /** Returns what an operator stands for that is an argument of another. */
    static Meaning passed(OpArgNode operator, Environment where) {
        Meaning passed = where.find(operator.getOp());
        return passed != null ? passed : new Operator(operator.getOp());
    }

    private static boolean isBound(OpApplNode name, Environment where) {
        return where.find(name.getOperator()) != null;
    }

    private Expr kept(Expr expr, Bound bound) {
        if (expr.isConstant() || References.isCheap(expr)) {
            return expr;
        }
        int slot = newSlot();
        bound.lazy.add(slot);
        return References.lazy(slot, expr);
    }

    /** Returns the symbols of a quantifier and the sets that they are bound to elements of. */
    record Quantified(List<Logic.Binding> bindings, Environment where, Reads sets) {
        /** Adds what the body reads of all but the symbols. */
        void close(Reads body, Reads outer) {
            for (Logic.Binding binding : bindings) {
                for (int slot : binding.slots()) {
                    body.slots.clear(slot);
                }
            }
            outer.add(body);
            outer.add(sets);
        }
    }

    Quantified quantified(OpApplNode quantifier, Environment where, boolean primed) {
        FormalParamNode[][] symbols = quantifier.getBdedQuantSymbolLists();
        ExprNode[] bounds = quantifier.getBdedQuantBounds();
        int count = 0;
        for (int i = 0; i < bounds.length; i++) {
            count += quantifier.isBdedQuantATuple()[i] ? 1 : symbols[i].length;
        }
        List<Logic.Binding> bindings = new ArrayList<>();
        Reads sets = new Reads();
        Environment inner = where;
        for (int i = 0; i < bounds.length; i++) {
            Expr set = expr(bounds[i], where, primed, sets);
            if (count > 1) {
                set = SymbolicSets.amongSeveral(set);
            }
            if (quantifier.isBdedQuantATuple()[i]) {
                int[] places = new int[symbols[i].length];
                for (int j = 0; j < places.length; j++) {
                    places[j] = newSlot();
                    inner = inner.with(symbols[i][j], new Slot(places[j]));
                }
                bindings.add(new Logic.Binding(places, true, set));
            } else {
                for (FormalParamNode symbol : symbols[i]) {
                    int slot = newSlot();
                    bound.merge(symbol, slot, (one, other) -> SEVERAL);
                    inner = inner.with(symbol, new Slot(slot));
                    bindings.add(new Logic.Binding(new int[] {slot}, false, set));
                }
            }
        }
        return new Quantified(bindings, inner, sets);
    }

    // ---------------------------------------------------------------- for actions

    /** Returns the variable that an expression is, by whatever name; -1: it is something else. */
    int variableOf(SemanticNode node, Environment where) {
        if (!(node instanceof OpApplNode name) || name.getArgs().length != 0) {
            return -1;
        }
        SymbolNode symbol = name.getOperator();
        Meaning meaning = where.find(symbol);
        if (meaning instanceof Expression expression) {
            return variableOf(expression.node(), expression.where());
        }
        if (meaning != null) {
            return -1;
        }
        if (symbol instanceof OpDeclNode declared && declared.getKind() == VariableDeclKind) {
            return variables.getOrDefault(declared.getName().toString(), -1);
        }
        return symbol instanceof OpDefNode
                        && tool.lookup(symbol) instanceof OpDefNode definition
                        && definition.getBody() != null
                ? variableOf(definition.getBody(), where)
                : -1;
    }

    /** Returns whether it speaks of the state after the step: only then it may assign a variable. */
    boolean isAction(SemanticNode node, Environment where) {
        if (node instanceof SubstInNode subst) {
            return isAction(subst.getBody(), where);
        } else if (node instanceof OpApplNode application && isActionName(application, where)) {
            return true;
        } else if (node instanceof OpArgNode operator) {
            return where.find(operator.getOp()) != null || isActionDefinition(operator.getOp());
        }
        SemanticNode[] children = node.getChildren();
        if (children != null) {
            for (SemanticNode child : children) {
                if (child != null && isAction(child, where)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isActionName(OpApplNode application, Environment where) {
        SymbolNode operator = application.getOperator();
        int opcode = BuiltInOPs.getOpCode(operator.getName());
        if (opcode != 0) {
            return opcode == OPCODE_prime || opcode == OPCODE_unchanged || opcode == OPCODE_sa || opcode == OPCODE_aa;
        }
        Meaning meaning = where.find(operator);
        if (meaning instanceof Expression expression) {
            return expression.kept() == null;
        }
        return meaning instanceof Operator
                || meaning == null && operator instanceof FormalParamNode formal && formal.getArity() > 0
                || meaning == null && isActionDefinition(operator);
    }

    /** Returns whether the definition is an action, apart from what its parameters stand for. */
    private boolean isActionDefinition(SymbolNode operator) {
        if (!(tool.lookup(operator) instanceof OpDefNode definition) || definition.getBody() == null) {
            return false;
        }
        Boolean known = actions.get(definition);
        if (known == null) {
            actions.put(definition, false); // while a recursive one is looked at
            known = isAction(definition.getBody(), Environment.EMPTY);
            actions.put(definition, known);
        }
        return known;
    }

    private static String text(SemanticNode node) {
        return ((StringNode) node).getRep().toString().intern();
    }
}
