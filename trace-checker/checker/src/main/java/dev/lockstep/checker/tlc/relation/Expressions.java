package dev.lockstep.checker.tlc.relation;

import dev.lockstep.checker.tlc.value.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tla2sany.semantic.AbortException;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;
import tla2sany.st.TreeNode;
import tlc2.tool.ToolGlobals;
import tlc2.util.Context;
import util.UniqueString;

/** Builds expressions out of those of the spec. In messages, each stands where the one stands that it is made from. */
public final class Expressions implements ToolGlobals {
    private static final String KNOWN = "lockstep$";
    private static final UniqueString CONJUNCTION = UniqueString.uniqueStringOf("$ConjList");
    private static final UniqueString DISJUNCTION = UniqueString.uniqueStringOf("$DisjList");
    private static final UniqueString EXISTS = UniqueString.uniqueStringOf("$BoundedExists");

    private final ModuleNode root;
    private final FormalParamNode is;
    private final FormalParamNode isIn;

    public Expressions(ModuleNode root) {
        this.root = root;
        this.is = symbol("is", 2, root.getTreeNode());
        this.isIn = symbol("isIn", 2, root.getTreeNode());
    }

    /** Returns the context in which what {@link #is} and {@link #isIn} build can be evaluated. */
    public Context context(Context outer) {
        return outer.cons(is, Comparison.IS).cons(isIn, Comparison.IS_IN);
    }

    public boolean isComparison(OpApplNode node) {
        return node.getOperator() == is || node.getOperator() == isIn;
    }

    public boolean isMembership(OpApplNode node) {
        return node.getOperator() == isIn;
    }

    /** Returns a symbol for the value of an argument that the trace gives. */
    public FormalParamNode symbol(String parameter, TreeNode place) {
        return symbol(parameter, 0, place);
    }

    private FormalParamNode symbol(String name, int arity, TreeNode place) {
        return new FormalParamNode(UniqueString.uniqueStringOf(KNOWN + name), arity, place, null, root);
    }

    /** Returns the name that the spec has for the parameter whose symbol this is. */
    public static String name(ExprOrOpArgNode symbol) {
        return ((OpApplNode) symbol).getOperator().getName().toString().replace(KNOWN, "");
    }

    // ---------------------------------------------------------------- building

    /** Builds: the given value is that of the expression. */
    public OpApplNode is(FormalParamNode given, ExprOrOpArgNode expression, OpApplNode place) {
        return application(is, place, new OpApplNode(given), expression);
    }

    /** The given value is in the set. */
    OpApplNode isIn(FormalParamNode given, ExprNode set, OpApplNode place) {
        return application(isIn, place, new OpApplNode(given), set);
    }

    public ExprNode conjunction(OpApplNode place, List<ExprOrOpArgNode> conjuncts) {
        return list(CONJUNCTION, place, conjuncts);
    }

    ExprNode disjunction(OpApplNode place, List<ExprOrOpArgNode> disjuncts) {
        return list(DISJUNCTION, place, disjuncts);
    }

    private ExprNode list(UniqueString operator, OpApplNode place, List<ExprOrOpArgNode> items) {
        return items.size() == 1 && items.get(0) instanceof ExprNode single
                ? single
                : new OpApplNode(operator, items.toArray(new ExprOrOpArgNode[0]), place.getTreeNode(), root);
    }

    OpApplNode not(ExprOrOpArgNode predicate, OpApplNode place) {
        return new OpApplNode(OP_lnot, new ExprOrOpArgNode[] {predicate}, place.getTreeNode(), root);
    }

    SubstInNode substituted(SubstInNode subst, ExprNode body) {
        return new SubstInNode(
                subst.getTreeNode(),
                subst.getSubsts(),
                body,
                subst.getInstantiatingModule(),
                subst.getInstantiatedModule());
    }

    OpApplNode replacing(OpApplNode application, int index, ExprNode argument) {
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

    /** Builds {@code \E x \in S, y \in T : body}. For each symbol of which the value is given, {@code x \in S} becomes a conjunct. */
    ExprNode exists(OpApplNode quantifier, Set<FormalParamNode> given, ExprNode body) {
        FormalParamNode[][] symbols = quantifier.getBdedQuantSymbolLists();
        ExprNode[] bounds = quantifier.getBdedQuantBounds();
        List<ExprOrOpArgNode> conjuncts = new ArrayList<>();
        List<FormalParamNode[]> openSymbols = new ArrayList<>();
        List<Boolean> openTuples = new ArrayList<>();
        List<ExprNode> openBounds = new ArrayList<>();
        for (int i = 0; i < symbols.length; i++) {
            List<FormalParamNode> open = new ArrayList<>();
            for (FormalParamNode symbol : symbols[i]) {
                if (given.contains(symbol)) {
                    conjuncts.add(isIn(symbol, bounds[i], quantifier));
                } else {
                    open.add(symbol);
                }
            }
            if (!open.isEmpty()) {
                openSymbols.add(open.toArray(new FormalParamNode[0]));
                openTuples.add(quantifier.isBdedQuantATuple()[i]);
                openBounds.add(bounds[i]);
            }
        }
        conjuncts.add(openSymbols.isEmpty() ? body : exists(quantifier, openSymbols, openTuples, openBounds, body));
        return conjunction(quantifier, conjuncts);
    }

    private OpApplNode exists(
            OpApplNode place,
            List<FormalParamNode[]> symbols,
            List<Boolean> areTuples,
            List<ExprNode> bounds,
            ExprNode body) {
        boolean[] tuples = new boolean[areTuples.size()];
        for (int i = 0; i < tuples.length; i++) {
            tuples[i] = areTuples.get(i);
        }
        return new OpApplNode(
                EXISTS,
                null,
                new ExprOrOpArgNode[] {body},
                symbols.toArray(new FormalParamNode[0][]),
                tuples,
                bounds.toArray(new ExprNode[0]),
                place.getTreeNode(),
                root);
    }

    /** Returns the definition with another body, which may still be set. */
    public static OpDefNode redefined(OpDefNode definition, ExprNode body) {
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

    public OpApplNode application(SymbolNode operator, OpApplNode place, ExprOrOpArgNode... arguments) {
        try {
            return new OpApplNode(operator, arguments, place.getTreeNode(), root);
        } catch (AbortException e) {
            throw new IllegalStateException("cannot apply " + operator.getName(), e);
        }
    }
}
