package dev.lockstep.checker.tlc;

import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.tlc.Evaluation.Failed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tla2sany.semantic.OpDeclNode;
import tlc2.tool.impl.Tool;
import tlc2.value.IValue;
import tlc2.value.impl.Applicable;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.Value;

/**
 * Which values a spec could mean by processes: what a local variable is a function of at first, and the elements of its constants. Of a
 * spec whose local variables are functions of nothing at first, anything may be a process.
 */
final class Processes {
    private final List<Value> sets = new ArrayList<>();
    private boolean any;

    Processes(Tool tool, Set<String> local, List<SpecState> initial) {
        for (String variable : local) {
            for (SpecState state : initial) {
                addDomain(((TlcState) state).value(variable));
            }
        }
        for (OpDeclNode constant : tool.getRootModule().getConstantDecls()) {
            if (tool.lookup(constant) instanceof Value value && !(value instanceof Applicable)) {
                sets.add(value);
            }
        }
    }

    private void addDomain(IValue function) {
        if (function == null) {
            return;
        }
        try {
            FcnRcdValue pairs = Evaluation.of(() -> (FcnRcdValue) ((Value) function).toFcnRcd());
            if (pairs != null && pairs.values.length == 0) {
                any = true;
            } else if (pairs != null) {
                sets.add(pairs.getDomain());
            }
        } catch (Failed e) {
            any = true; // a function that cannot be written out
        }
    }

    boolean contain(Value process) {
        return any || sets.stream().anyMatch(set -> Comparison.isIn(process, set) == BoolValue.ValTrue);
    }
}
