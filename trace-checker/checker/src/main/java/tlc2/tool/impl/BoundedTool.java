package tlc2.tool.impl;

import java.util.stream.Stream;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.Action;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.IActionItemList;
import tlc2.tool.INextStateFunctor;
import tlc2.tool.IStateFunctor;
import tlc2.tool.TLCState;
import tlc2.tool.coverage.CostModel;
import tlc2.util.Context;
import tlc2.util.Vect;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.LazyValue;
import tlc2.value.impl.Value;
import util.FilenameToStream;
import util.UniqueString;

/**
 * Evaluates with TLC for a search that walks along a trace. The work is counted and can be bounded, and a search may begin with a state
 * that is known in part. Operators that have an effect or no fixed value have a stated meaning. It lies here because TLC shows its lists of
 * conjuncts to no other package.
 *
 * <p>Of the module TLC: {@code Print} and {@code PrintT} print nothing. {@code TLCSet} is TRUE and stores nothing. {@code Assert} is the
 * value of its predicate. {@code x' = RandomElement(S)} is {@code x' \in S}. Any other {@code RandomElement}, what {@code Randomization}
 * draws, {@code TLCGet} and {@code JavaTime} are {@link Undetermined}. An operator that the config overrides is what the config says.
 */
public final class BoundedTool extends Tool {
    private static final UniqueString TLC = UniqueString.uniqueStringOf("TLC");
    private static final UniqueString RANDOMIZATION = UniqueString.uniqueStringOf("Randomization");
    private static final UniqueString[] OWN_MEANING = Stream.of(
                    "Print", "PrintT", "Assert", "JavaTime", "TLCGet", "TLCSet", "RandomElement")
            .map(UniqueString::uniqueStringOf)
            .toArray(UniqueString[]::new);

    private FormalParamNode known;
    private OpApplNode unknown;
    private long work;
    private long most;
    private boolean isBounded;

    /** Counts actions while the spec is loaded. The superclass's constructor does that: so it has no initial value here. */
    private Splits splits;

    /** Counts the evaluations that are within each other then. */
    private int depth;

    /** The evaluation was given up: what it would give is not known. Without a stack trace: it is no fault. */
    public static final class Undetermined extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient SemanticNode node;

        /** @param node where in the spec; null: nowhere in particular */
        Undetermined(String why, SemanticNode node) {
            super(why, null, false, false);
            this.node = node;
        }

        /** Returns where in the spec; null: nowhere in particular. */
        public SemanticNode node() {
            return node;
        }
    }

    public BoundedTool(String folder, String module, String config, FilenameToStream modules) {
        super(folder, module, config, modules);
        this.known = new FormalParamNode(
                UniqueString.uniqueStringOf("lockstep$known"),
                0,
                getRootModule().getTreeNode(),
                null,
                getRootModule());
        this.unknown = new OpApplNode(new FormalParamNode(
                UniqueString.uniqueStringOf("lockstep$unknown"),
                0,
                getRootModule().getTreeNode(),
                null,
                getRootModule()));
        this.splits = null;
    }

    // ---------------------------------------------------------------- work

    /** Returns how many expressions were evaluated so far. */
    public long work() {
        return work;
    }

    /**
     * Lets no more than so many expressions be evaluated from now on; beyond that {@link Undetermined} is thrown. Within another bound the
     * tighter one counts.
     *
     * @return what {@link #unbound} is to be told
     */
    public long bound(long more) {
        long outer = isBounded ? most : Long.MAX_VALUE;
        most = Math.min(outer, work + more);
        isBounded = true;
        return outer;
    }

    /** Ends a bound. */
    public void unbound(long outer) {
        most = outer;
        isBounded = outer != Long.MAX_VALUE;
    }

    private void count() {
        charge(1);
    }

    /** Counts what costs as much as so many evaluations. */
    public void charge(int evaluations) {
        work += evaluations;
        if (work > most && isBounded) {
            throw new Undetermined("it takes too many evaluations", null);
        }
    }

    // ---------------------------------------------------------------- searches

    /**
     * Finds all successors by an action.
     *
     * @param to what is known of them; it is used up
     */
    public void successors(Action action, TLCState from, TLCState to, INextStateFunctor found) {
        to.setPredecessor(from);
        getNextStates(action, action.pred, ActionItemList.Empty, action.con, from, to, found, action.cm);
    }

    /**
     * Finds all initial states.
     *
     * @param known what is known of them; it is used up
     */
    public void initialStates(TLCState known, IStateFunctor found) {
        Vect<Action> predicates = getInitStateSpec();
        ActionItemList rest = ActionItemList.Empty;
        for (int i = predicates.size() - 1; i > 0; i--) {
            rest = rest.cons(predicates.elementAt(i), IActionItemList.PRED);
        }
        if (predicates.size() > 0) {
            Action first = predicates.elementAt(0);
            getInitStates(first.pred, rest, first.con, known, found, first.cm);
        }
    }

    // ---------------------------------------------------------------- operators with a meaning of their own

    private boolean hasOwnMeaning(OpApplNode application) {
        if (!(application.getOperator() instanceof OpDefNode definition)) {
            return false;
        }
        OpDefNode source = definition.getSource();
        if (source.getOriginallyDefinedInModuleNode() == null) {
            return false;
        }
        UniqueString module = source.getOriginallyDefinedInModuleNode().getName();
        boolean isOne = module == TLC && hasOwnMeaning(source.getName())
                || module == RANDOMIZATION && source.getName().toString().startsWith("Random");
        return isOne && !(lookup(definition) instanceof OpDefNode);
    }

    /** Compares objects, since each text is one: it is asked of each application that TLC evaluates. */
    private static boolean hasOwnMeaning(UniqueString operator) {
        for (UniqueString own : OWN_MEANING) {
            if (own == operator) {
                return true;
            }
        }
        return false;
    }

    private Value ownMeaning(OpApplNode application, Context c, TLCState from, TLCState to, int control, CostModel cm) {
        String name =
                ((OpDefNode) application.getOperator()).getSource().getName().toString();
        ExprOrOpArgNode[] arguments = application.getArgs();
        return switch (name) {
            case "PrintT", "TLCSet" -> BoolValue.ValTrue;
            case "Print" -> eval(arguments[1], c, from, to, control, cm);
            case "Assert" -> eval(arguments[0], c, from, to, control, cm);
            default -> throw new Undetermined(reason(name), application);
        };
    }

    private static String reason(String name) {
        return switch (name) {
            case "TLCGet" -> "TLCGet is not supported: the checker has none of TLC's registers and counters";
            case "JavaTime" -> "JavaTime is not supported: its value is another at each evaluation";
            default ->
                name + " is not supported here, only as x' = RandomElement(S): its value is another at each evaluation";
        };
    }

    /** Returns {@code x \in S} for {@code x = RandomElement(S)}, else the expression itself. */
    public OpApplNode anyOf(OpApplNode equation) {
        boolean isEquation = BuiltInOPs.getOpCode(equation.getOperator().getName()) == OPCODE_eq;
        return isEquation
                        && equation.getArgs()[1] instanceof OpApplNode draw
                        && draw.getArgs().length == 1
                        && hasOwnMeaning(draw)
                        && ((OpDefNode) draw.getOperator())
                                .getSource()
                                .getName()
                                .toString()
                                .equals("RandomElement")
                ? new OpApplNode(
                        OP_in,
                        new ExprOrOpArgNode[] {equation.getArgs()[0], draw.getArgs()[0]},
                        equation.getTreeNode(),
                        getRootModule())
                : equation;
    }

    /** Returns a conjunct whose value is known, so that the search goes on as after any other. */
    private Context knowing(Value value) {
        return Context.Empty.cons(known, value);
    }

    private OpApplNode knownConjunct() {
        return new OpApplNode(known);
    }

    /** Returns what a symbol can be bound to whose value is not known: what depends on it is {@link Undetermined}. */
    public Object unknown() {
        return new LazyValue(unknown, Context.Empty, CostModel.DO_NOT_RECORD);
    }

    // ---------------------------------------------------------------- as TLC has it

    @Override
    protected TLCState getNextStates(
            Action action,
            SemanticNode pred,
            ActionItemList rest,
            Context c,
            TLCState from,
            TLCState to,
            INextStateFunctor found,
            CostModel cm) {
        count();
        return getNextStatesImpl(action, pred, rest, c, from, to, found, cm);
    }

    @Override
    protected TLCState getNextStatesAppl(
            Action action,
            OpApplNode pred,
            ActionItemList rest,
            Context c,
            TLCState from,
            TLCState to,
            INextStateFunctor found,
            CostModel cm) {
        if (hasOwnMeaning(pred)) {
            Value value = ownMeaning(pred, c, from, to, tlc2.tool.EvalControl.Clear, cm);
            return getNextStatesApplImpl(action, knownConjunct(), rest, knowing(value), from, to, found, cm);
        }
        return getNextStatesApplImpl(action, anyOf(pred), rest, c, from, to, found, cm);
    }

    @Override
    protected void getInitStatesAppl(
            OpApplNode init, ActionItemList rest, Context c, TLCState state, IStateFunctor found, CostModel cm) {
        count();
        if (hasOwnMeaning(init)) {
            Value value = ownMeaning(init, c, state, TLCState.Empty, tlc2.tool.EvalControl.Init, cm);
            super.getInitStatesAppl(knownConjunct(), rest, knowing(value), state, found, cm);
        } else {
            super.getInitStatesAppl(anyOf(init), rest, c, state, found, cm);
        }
    }

    @Override
    protected TLCState processUnchanged(
            Action action,
            SemanticNode expr,
            ActionItemList rest,
            Context c,
            TLCState from,
            TLCState to,
            INextStateFunctor found,
            CostModel cm) {
        return processUnchangedImpl(action, expr, rest, c, from, to, found, cm);
    }

    @Override
    public Value eval(SemanticNode expr, Context c, TLCState from, TLCState to, int control, CostModel cm) {
        return unknown == null ? loaded(expr, c, from, to, control, cm) : evalImpl(expr, c, from, to, control, cm);
    }

    /**
     * Evaluates while the spec is loaded. When it is parsed, TLC asks for the bound of a quantifier, and not for what that is within, only to
     * split the next-state relation.
     */
    private Value loaded(SemanticNode expr, Context c, TLCState from, TLCState to, int control, CostModel cm) {
        depth++;
        try {
            Value value = evalImpl(expr, c, from, to, control, cm);
            if (depth == 1 && getSpecProcessor() != null) {
                splits = splits == null ? new Splits(getRootModule()) : splits;
                splits.count(expr, value);
            }
            return value;
        } finally {
            depth--;
        }
    }

    @Override
    protected Value evalAppl(OpApplNode expr, Context c, TLCState from, TLCState to, int control, CostModel cm) {
        count();
        if (expr == unknown) {
            throw new Undetermined("the value of a symbol is not known", null);
        }
        return hasOwnMeaning(expr)
                ? ownMeaning(expr, c, from, to, control, cm)
                : evalApplImpl(expr, c, from, to, control, cm);
    }

    @Override
    protected Value setSource(SemanticNode expr, Value value) {
        return value;
    }

    @Override
    public TLCState enabled(
            SemanticNode pred, IActionItemList rest, Context c, TLCState from, TLCState to, CostModel cm) {
        count();
        return enabledImpl(pred, (ActionItemList) rest, c, from, to, cm);
    }

    @Override
    protected TLCState enabledAppl(
            OpApplNode pred, ActionItemList rest, Context c, TLCState from, TLCState to, CostModel cm) {
        if (hasOwnMeaning(pred)) {
            Value value = ownMeaning(pred, c, from, to, tlc2.tool.EvalControl.Enabled, cm);
            return enabledApplImpl(knownConjunct(), rest, knowing(value), from, to, cm);
        }
        return enabledApplImpl(anyOf(pred), rest, c, from, to, cm);
    }

    @Override
    protected TLCState enabledUnchanged(
            SemanticNode expr, ActionItemList rest, Context c, TLCState from, TLCState to, CostModel cm) {
        return enabledUnchangedImpl(expr, rest, c, from, to, cm);
    }
}
