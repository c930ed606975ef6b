package dev.lockstep.checker.tlc;

import dev.lockstep.checker.tlc.Evaluation.Failed;
import tla2sany.semantic.OpDeclNode;
import tlc2.tool.impl.Tool;
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

    static boolean inConstantSet(Value process, Tool tool) {
        for (OpDeclNode constant : tool.getRootModule().getConstantDecls()) {
            if (tool.lookup(constant) instanceof Value value) {
                try {
                    if (Evaluation.of(() -> value instanceof SetEnumValue set && set.member(process))) {
                        return true;
                    }
                } catch (Failed e) {
                    // its elements are of another type
                    continue;
                }
            }
        }
        return false;
    }
}
