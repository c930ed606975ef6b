package dev.lockstep.checker.tlc.relation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;

/**
 * Tells what is known on the way down from {@code Next}.
 *
 * @param actuals what formal parameters of operators stand for
 * @param quantified symbols that a bounded quantifier on the way binds, one value each, with the sets that they range over
 * @param prefix the prefix of an instantiated module, as in {@code M!Next}
 * @param instance the parameters of the instantiated module
 * @param recursive whether it is within a recursive definition, where a symbol may have several values at once
 * @param substitutions the substitutions of the instances that it is within, the innermost first
 */
public record Scope(
        Map<FormalParamNode, ExprOrOpArgNode> actuals,
        Map<FormalParamNode, ExprNode> quantified,
        String prefix,
        List<FormalParamNode> instance,
        boolean recursive,
        List<SubstInNode> substitutions) {
    static final Scope ROOT = new Scope(Map.of(), Map.of(), "", List.of(), false, List.of());

    /** Returns the scope within the body of the definition that the application uses. */
    Scope calling(OpDefNode definition, OpApplNode application) {
        FormalParamNode[] parameters = definition.getParams();
        Map<FormalParamNode, ExprOrOpArgNode> extended = new HashMap<>(actuals);
        for (int i = 0; i < parameters.length; i++) {
            extended.put(parameters[i], application.getArgs()[i]);
        }
        String name = definition.getName().toString();
        int bang = name.lastIndexOf('!');
        if (bang < 0) {
            return new Scope(extended, quantified, prefix, instance, recursive, substitutions);
        }
        int ofModule = parameters.length - definition.getSource().getParams().length;
        List<FormalParamNode> modules = new ArrayList<>(instance);
        modules.addAll(List.of(parameters).subList(0, ofModule));
        String inner = prefix + name.substring(0, bang + 1);
        return new Scope(extended, quantified, inner, modules, recursive, substitutions);
    }

    Scope binding(OpApplNode quantifier) {
        if (recursive) {
            return this;
        }
        Map<FormalParamNode, ExprNode> extended = new HashMap<>(quantified);
        for (int i = 0; i < quantifier.getBdedQuantSymbolLists().length; i++) {
            if (!quantifier.isBdedQuantATuple()[i]) {
                for (FormalParamNode symbol : quantifier.getBdedQuantSymbolLists()[i]) {
                    extended.put(symbol, quantifier.getBdedQuantBounds()[i]);
                }
            }
        }
        return new Scope(actuals, extended, prefix, instance, false, substitutions);
    }

    Scope inRecursion() {
        return new Scope(actuals, Map.of(), prefix, instance, true, substitutions);
    }

    Scope within(SubstInNode substitution) {
        List<SubstInNode> all = new ArrayList<>();
        all.add(substitution);
        all.addAll(substitutions);
        return new Scope(actuals, quantified, prefix, instance, recursive, List.copyOf(all));
    }

    /** Returns the operator that is applied, also where a parameter stands for it. */
    SymbolNode operator(OpApplNode application) {
        SymbolNode operator = application.getOperator();
        while (operator instanceof FormalParamNode formal && actuals.get(formal) instanceof OpArgNode actual) {
            operator = actual.getOp();
        }
        return operator;
    }

    /** Returns the quantified symbol that the expression is; null: it is something else. */
    @Nullable
    FormalParamNode quantified(ExprOrOpArgNode expression) {
        ExprOrOpArgNode current = expression;
        while (current instanceof OpApplNode application
                && application.getArgs().length == 0
                && application.getOperator() instanceof FormalParamNode symbol) {
            if (quantified.containsKey(symbol)) {
                return symbol;
            }
            current = actuals.get(symbol);
        }
        return null;
    }

    /** Returns the expression that is meant, also where a parameter stands for it; null: that is no expression. */
    @Nullable
    ExprNode meant(ExprOrOpArgNode expression) {
        ExprOrOpArgNode current = expression;
        while (current instanceof OpApplNode application
                && application.getArgs().length == 0
                && application.getOperator() instanceof FormalParamNode symbol
                && actuals.containsKey(symbol)) {
            current = actuals.get(symbol);
        }
        return current instanceof ExprNode meant ? meant : null;
    }
}
