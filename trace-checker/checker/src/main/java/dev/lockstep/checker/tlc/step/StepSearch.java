package dev.lockstep.checker.tlc.step;

import dev.lockstep.checker.tlc.value.Comparison;
import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.checker.tlc.value.Evaluation.GivenUp;
import dev.lockstep.checker.tlc.value.Known;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.EvalControl;
import tlc2.tool.IContextEnumerator;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.BoundedTool;
import tlc2.tool.impl.BoundedTool.Undetermined;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.value.IValue;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.LazyValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;
import util.UniqueString;

/**
 * Goes through a next-state relation as TLC does, conjunct by conjunct, each alternative in turn. But it tells where each ends, and goes on
 * with the others after one that cannot be evaluated. It is too slow for every event.
 */
public final class StepSearch implements ToolGlobals {
    /** Tells how the alternatives end. */
    public interface Ends {
        void reached(TLCState successor);

        void blocked(Block block);
    }

    /**
     * Tells where an alternative ends: a conjunct that is not true.
     *
     * @param before how many conjuncts are true before it
     * @param kind what the expression is for
     * @param after the state after the step, as far as it is known; changes later
     * @param bound the quantified symbols on the way, the last first
     * @param rest what was to come
     * @param failure why the conjunct cannot be evaluated; null: it is false
     */
    public record Block(
            SemanticNode node,
            Context context,
            Kind kind,
            int before,
            TLCState after,
            @Nullable Bound bound,
            @Nullable Item rest,
            @Nullable String failure) {}

    /** Remembers a quantifier on the way, its symbols bound in the context. */
    public record Bound(
            OpApplNode quantifier,
            Context context,
            @Nullable Bound outer) {}

    /** Holds a conjunct that is still to come, and what comes after it. */
    public record Item(
            SemanticNode node,
            Context context,
            Kind kind,
            @Nullable Item rest) {}

    /** Tells what an expression is for. */
    public enum Kind {
        PREDICATE,
        UNCHANGED,
        CHANGED
    }

    private final BoundedTool tool;
    private final TLCState from;
    private final Known known;
    private final TLCState to;
    private final Ends ends;
    private final boolean goesOn;
    private int left;

    /** @param most conjuncts to look at: what there is beyond them is not searched */
    public StepSearch(BoundedTool tool, TLCState from, int most, Ends ends) {
        this(tool, from, Known.NOTHING, most, ends);
    }

    /** @param known the known part of the state after the step; what assigns it is a test */
    public StepSearch(BoundedTool tool, TLCState from, Known known, int most, Ends ends) {
        this(tool, from, known, known.state(), most, false, ends);
    }

    /** @param goesOn after what cannot be evaluated, as if it were true */
    private StepSearch(BoundedTool tool, TLCState from, Known known, TLCState to, int most, boolean goesOn, Ends ends) {
        this.tool = tool;
        this.from = from;
        this.known = known;
        this.to = to;
        this.left = most;
        this.goesOn = goesOn;
        this.ends = ends;
    }

    /** Returns whether there is more than was looked at. */
    public boolean isGivenUp() {
        return left < 0;
    }

    public void search(SemanticNode next, Context context) {
        go(new Item(next, context, Kind.PREDICATE, null), 0, null);
    }

    private void go(@Nullable Item item, int before, @Nullable Bound bound) {
        if (item == null) {
            ends.reached(to.copy());
        } else if (left > 0) {
            left--;
            At at = new At(item, before, bound);
            try {
                switch (item.kind) {
                    case PREDICATE -> at.predicate(item.node, item.context);
                    case UNCHANGED -> at.unchanged(item.node, item.context);
                    case CHANGED -> at.provided(!at.isSame(item.node, item.context));
                }
            } catch (Failed e) {
                at.failed(e.getMessage());
            } catch (Undetermined e) {
                at.failed(new GivenUp(e).getMessage());
            }
        } else {
            left = -1;
        }
    }

    /** Searches for a way that is blocked nowhere for certain. */
    private static final class Passable implements Ends {
        private boolean isAny;

        @Override
        public void reached(TLCState successor) {
            isAny = true;
        }

        @Override
        public void blocked(Block block) {
            isAny |= block.failure != null;
        }
    }

    /** Goes through one conjunct. */
    private final class At {
        private final Item item;
        private final int before;
        private final @Nullable Bound bound;

        At(Item item, int before, @Nullable Bound bound) {
            this.item = item;
            this.before = before;
            this.bound = bound;
        }

        void provided(boolean holds) {
            if (holds) {
                go(item.rest, before + 1, bound);
            } else {
                block(null);
            }
        }

        void failed(String why) {
            if (goesOn) {
                go(item.rest, before, bound);
            } else {
                block(why);
            }
        }

        void block(@Nullable String failure) {
            ends.blocked(new Block(item.node, item.context, item.kind, before, to, bound, item.rest, failure));
        }

        private void instead(SemanticNode node, Context c) {
            go(new Item(node, c, Kind.PREDICATE, item.rest), before, bound);
        }

        private Value eval(SemanticNode node, Context c) throws Failed {
            return Evaluation.of(() -> (Value) tool.eval(node, c, from, to, EvalControl.Clear));
        }

        private boolean isTrue(SemanticNode node, Context c) throws Failed {
            if (eval(node, c) instanceof BoolValue bool) {
                return bool.val;
            }
            throw new Failed("it is no boolean");
        }

        private boolean isSame(SemanticNode node, Context c) throws Failed {
            return Evaluation.of(
                    () -> tool.eval(node, c, from).equals(tool.eval(node, c, to, TLCState.Empty, EvalControl.Clear)));
        }

        void predicate(SemanticNode node, Context c) throws Failed {
            if (node instanceof LetInNode let) {
                instead(let.getBody(), c);
            } else if (node instanceof LabelNode label) {
                instead(label.getBody(), c);
            } else if (node instanceof SubstInNode subst) {
                instead(subst.getBody(), substituted(subst, c, tool));
            } else if (node instanceof OpApplNode application) {
                predicate(application, c);
            } else {
                provided(isTrue(node, c));
            }
        }

        private void predicate(OpApplNode application, Context c) throws Failed {
            ExprOrOpArgNode[] arguments = application.getArgs();
            int opcode = BuiltInOPs.getOpCode(application.getOperator().getName());
            if (opcode == OPCODE_cl || opcode == OPCODE_land) {
                Item rest = item.rest;
                for (int i = arguments.length - 1; i > 0; i--) {
                    rest = new Item(arguments[i], c, Kind.PREDICATE, rest);
                }
                go(new Item(arguments[0], c, Kind.PREDICATE, rest), before, bound);
                return;
            }
            if (!isAction(application, c)) {
                provided(isTrue(application, c));
                return;
            }
            switch (opcode) {
                case 0 -> use(application, c);
                case OPCODE_dl, OPCODE_lor -> {
                    for (ExprOrOpArgNode argument : arguments) {
                        instead(argument, c);
                    }
                }
                case OPCODE_be -> exists(application, c);
                case OPCODE_bf -> forAll(application, c);
                case OPCODE_ite -> instead(arguments[isTrue(arguments[0], c) ? 1 : 2], c);
                case OPCODE_case -> firstArm(application, c);
                case OPCODE_implies -> {
                    if (isTrue(arguments[0], c)) {
                        instead(arguments[1], c);
                    } else {
                        provided(true);
                    }
                }
                case OPCODE_nop -> instead(arguments[0], c);
                case OPCODE_unchanged -> go(new Item(arguments[0], c, Kind.UNCHANGED, item.rest), before, bound);
                case OPCODE_sa -> {
                    instead(arguments[0], c);
                    go(new Item(arguments[1], c, Kind.UNCHANGED, item.rest), before, bound);
                }
                case OPCODE_aa -> {
                    Item changed = new Item(arguments[1], c, Kind.CHANGED, item.rest);
                    go(new Item(arguments[0], c, Kind.PREDICATE, changed), before, bound);
                }
                case OPCODE_eq, OPCODE_in -> {
                    OpApplNode assignment = tool.anyOf(application);
                    assign(assignment, opcode == OPCODE_in || assignment != application, c);
                }
                default -> provided(isTrue(application, c));
            }
        }

        private boolean isAction(OpApplNode application, Context c) throws Failed {
            return passesOperators(application)
                    || Evaluation.of(() -> tool.getLevelBound(application, c, tool.getId())) >= 2;
        }

        private void use(OpApplNode application, Context c) throws Failed {
            Object meaning = Evaluation.of(() -> tool.lookup(application.getOperator(), c, from, false));
            if (meaning instanceof OpDefNode definition && BuiltInOPs.getOpCode(definition.getName()) == 0) {
                Context inner = Evaluation.of(() -> tool.getOpContext(definition, application.getArgs(), c, true));
                instead(definition.getBody(), inner);
            } else if (meaning instanceof LazyValue lazy && (lazy.getValue() == null || lazy.isUncachable())) {
                instead(lazy.expr, lazy.con);
            } else {
                provided(isTrue(application, c));
            }
        }

        private void exists(OpApplNode quantifier, Context c) throws Failed {
            Choices choices = new Choices(tool, from, to, known);
            choices.of(quantifier, c);
            boolean isAny = choices.next();
            if (!isAny && choices.isAll()) {
                block(null);
            }
            for (; isAny && left >= 0; isAny = choices.next()) {
                Context inner = choices.context();
                go(
                        new Item(quantifier.getArgs()[0], inner, Kind.PREDICATE, item.rest),
                        before,
                        new Bound(quantifier, inner, bound));
            }
            if (!choices.isAll() && isPassable(quantifier, choices.unknown())) {
                block(choices.why());
            }
        }

        /** Returns whether there may be a step, whatever the value of a symbol that is not known. */
        private boolean isPassable(OpApplNode quantifier, Context unknown) {
            Passable passable = new Passable();
            StepSearch search = new StepSearch(tool, from, known, to.copy(), left, true, passable);
            search.go(new Item(quantifier.getArgs()[0], unknown, Kind.PREDICATE, item.rest), before, null);
            left = search.left;
            return passable.isAny || search.isGivenUp();
        }

        private void forAll(OpApplNode quantifier, Context c) throws Failed {
            IContextEnumerator bindings = contexts(quantifier, c);
            List<Context> all = new ArrayList<>();
            Context inner;
            while ((inner = Evaluation.of(bindings::nextElement)) != null) {
                all.add(inner);
            }
            Item rest = item.rest;
            for (int i = all.size() - 1; i >= 0; i--) {
                rest = new Item(quantifier.getArgs()[0], all.get(i), Kind.PREDICATE, rest);
            }
            go(rest, before, bound);
        }

        private IContextEnumerator contexts(OpApplNode quantifier, Context c) throws Failed {
            return Evaluation.of(() -> tool.contexts(quantifier, c, from, to, EvalControl.Clear));
        }

        private void firstArm(OpApplNode application, Context c) throws Failed {
            for (ExprOrOpArgNode argument : application.getArgs()) {
                ExprOrOpArgNode[] pair = ((OpApplNode) argument).getArgs();
                if (pair[0] == null || isTrue(pair[0], c)) {
                    instead(pair[1], c);
                    return;
                }
            }
            block("no arm of the CASE is true");
        }

        private void assign(OpApplNode application, boolean anyOf, Context c) throws Failed {
            SymbolNode variable =
                    Evaluation.of(() -> tool.getPrimedVar(application.getArgs()[0], c, false));
            if (variable == null) {
                provided(isTrue(application, c));
                return;
            }
            UniqueString name = variable.getName();
            IValue assigned = to.lookup(name);
            Value right = eval(application.getArgs()[1], c);
            if (assigned != null && known.has(name)) {
                provided(anyOf ? Comparison.has(right, (Value) assigned) : Evaluation.same(right, assigned));
            } else if (assigned != null) {
                provided(Evaluation.of(() -> anyOf ? right.member((Value) assigned) : assigned.equals(right)));
            } else if (!anyOf) {
                bind(name, right);
            } else if (right instanceof Enumerable enumerable) {
                ValueEnumeration elements = Evaluation.of(enumerable::elements);
                Value element = Evaluation.of(elements::nextElement);
                if (element == null) {
                    block(null);
                }
                for (; element != null && left >= 0; element = Evaluation.of(elements::nextElement)) {
                    bind(name, element);
                }
            } else {
                throw new Failed("the set is not enumerable");
            }
        }

        private void bind(UniqueString variable, IValue value) {
            to.bind(variable, value);
            go(item.rest, before + 1, bound);
            to.unbind(variable);
        }

        void unchanged(SemanticNode node, Context c) throws Failed {
            if (!(node instanceof OpApplNode application)) {
                provided(isSame(node, c));
                return;
            }
            ExprOrOpArgNode[] parts = application.getArgs();
            int opcode = BuiltInOPs.getOpCode(application.getOperator().getName());
            if (opcode == OPCODE_tup) {
                Item rest = item.rest;
                for (int i = parts.length - 1; i >= 0; i--) {
                    rest = new Item(parts[i], c, Kind.UNCHANGED, rest);
                }
                go(rest, before, bound);
                return;
            }
            Object meaning = opcode == 0 && parts.length == 0 ? tool.lookup(application.getOperator(), c, false) : null;
            if (meaning instanceof OpDefNode definition) {
                go(new Item(definition.getBody(), c, Kind.UNCHANGED, item.rest), before, bound);
            } else if (meaning instanceof LazyValue lazy) {
                go(new Item(lazy.expr, lazy.con, Kind.UNCHANGED, item.rest), before, bound);
            } else if (meaning instanceof SymbolNode variable && from.lookup(variable.getName()) != null) {
                unchanged(variable.getName());
            } else {
                provided(isSame(application, c));
            }
        }

        private void unchanged(UniqueString variable) throws Failed {
            IValue old = from.lookup(variable);
            IValue assigned = to.lookup(variable);
            if (assigned == null) {
                bind(variable, old);
            } else if (known.has(variable)) {
                provided(Evaluation.same(old, assigned));
            } else {
                provided(Evaluation.of(() -> assigned.equals(old)));
            }
        }
    }

    /** Returns whether an operator is passed to another. TLC knows no level of what the other does with it: it may be an action. */
    public static boolean passesOperators(SemanticNode node) {
        SemanticNode[] children = node.getChildren();
        if (children != null) {
            for (SemanticNode child : children) {
                if (child instanceof OpArgNode || child != null && passesOperators(child)) {
                    return true;
                }
            }
        }
        return false;
    }

    public static Context substituted(SubstInNode subst, Context c, Tool tool) throws Failed {
        return Evaluation.of(() -> {
            Context inner = c;
            for (Subst s : subst.getSubsts()) {
                inner = inner.cons(s.getOp(), tool.getVal(s.getExpr(), c, false));
            }
            return inner;
        });
    }
}
