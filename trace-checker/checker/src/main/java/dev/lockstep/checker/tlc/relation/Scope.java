package dev.lockstep.checker.tlc.relation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SymbolNode;

/**
 * What is known on the way down from {@code Next}.
 *
 * @param actuals what formal parameters of operators stand for
 * @param quantified symbols that a bounded quantifier on the way binds, one value each
 * @param prefix of an instantiated module, as in {@code M!Next}
 * @param instance the parameters of the instantiated module
 * @param recursive within a recursive definition, where a symbol may have several values at once
 */
public record Scope(
        Map<FormalParamNode, ExprOrOpArgNode> actuals,
        Set<FormalParamNode> quantified,
        String prefix,
        List<FormalParamNode> instance,
        boolean recursive) {
    static final Scope ROOT = new Scope(Map.of(), Set.of(), "", List.of(), false);

    /** Within the body of the definition that the application uses. */
    Scope calling(OpDefNode definition, OpApplNode application) {
        FormalParamNode[] parameters = definition.getParams();
        Map<FormalParamNode, ExprOrOpArgNode> extended = new HashMap<>(actuals);
        for (int i = 0; i < parameters.length; i++) {
            extended.put(parameters[i], application.getArgs()[i]);
        }
        String name = definition.getName().toString();
        int bang = name.lastIndexOf('!');
        if (bang < 0) {
            return new Scope(extended, quantified, prefix, instance, recursive);
        }
        int ofModule = parameters.length - definition.getSource().getParams().length;
        List<FormalParamNode> modules = new ArrayList<>(instance);
        modules.addAll(List.of(parameters).subList(0, ofModule));
        return new Scope(extended, quantified, prefix + name.substring(0, bang + 1), modules, recursive);
    }

    Scope binding(OpApplNode quantifier) {
        if (recursive) {
            return this;
        }
        Set<FormalParamNode> extended = new HashSet<>(quantified);
        for (int i = 0; i < quantifier.getBdedQuantSymbolLists().length; i++) {
            if (!quantifier.isBdedQuantATuple()[i]) {
                extended.addAll(List.of(quantifier.getBdedQuantSymbolLists()[i]));
            }
        }
        return new Scope(actuals, extended, prefix, instance, false);
    }

    Scope inRecursion() {
        return new Scope(actuals, Set.of(), prefix, instance, true);
    }

    /** The operator that is applied, also where a parameter stands for it. */
    SymbolNode operator(OpApplNode application) {
        SymbolNode operator = application.getOperator();
        while (operator instanceof FormalParamNode formal && actuals.get(formal) instanceof OpArgNode actual) {
            operator = actual.getOp();
        }
        return operator;
    }

    /** The quantified symbol that the expression is; null: it is something else. */
    @Nullable
    FormalParamNode quantified(ExprOrOpArgNode expression) {
        ExprOrOpArgNode current = expression;
        while (current instanceof OpApplNode application
                && application.getArgs().length == 0
                && application.getOperator() instanceof FormalParamNode symbol) {
            if (quantified.contains(symbol)) {
                return symbol;
            }
            current = actuals.get(symbol);
        }
        return null;
    }
}
