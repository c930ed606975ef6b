package dev.lockstep.checker.tlc;

import dev.lockstep.checker.tlc.Evaluation.Failed;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.TLCState;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.value.IValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.Value;

/** Which values a spec could mean by processes. */
final class Processes {
    private Processes() {}

    static boolean inDomain(Value process, IValue function) {
        try {
            return Evaluation.of(() -> {
                FcnRcdValue pairs = (FcnRcdValue) ((Value) function).toFcnRcd();
                return pairs != null && pairs.select(process) != null;
            });
        } catch (Failed e) {
            return false;
        }
    }

    /** Whether it is a constant's value, as the only process of its role, or an element of one. */
    static boolean isConstant(Value process, Tool tool) {
        for (OpDeclNode constant : tool.getRootModule().getConstantDecls()) {
            try {
                boolean isFound = Evaluation.of(() -> {
                    Value value = value(constant, tool);
                    return value instanceof SetEnumValue set ? set.member(process) : process.equals(value);
                });
                if (isFound) {
                    return true;
                }
            } catch (Failed e) {
                // it is, or its elements are, of another type
                continue;
            }
        }
        return false;
    }

    /** Null: the constant is an operator with parameters. */
    private static @Nullable Value value(OpDeclNode constant, Tool tool) {
        Object meaning = tool.lookup(constant);
        if (meaning instanceof OpDefNode definition && definition.getParams().length == 0) {
            return (Value) tool.eval(definition.getBody(), Context.Empty, TLCState.Empty);
        }
        return meaning instanceof Value value ? value : null;
    }
}
