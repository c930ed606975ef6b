package dev.lockstep.checker.tlc.observe;

import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.tlc.value.Comparison;
import dev.lockstep.checker.tlc.value.Conversion;
import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.checker.tlc.value.TlcState;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.TLCState;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.value.IValue;
import tlc2.value.impl.Applicable;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.Value;

/**
 * Knows which values a spec could mean by processes. They are those that a local variable is a function of at first, the spec's constants
 * and their elements. Of a spec whose local variables are functions of nothing at first, anything may be a process.
 */
public final class Processes {
    private final List<Value> sets = new ArrayList<>();
    private final Set<dev.lockstep.checker.trace.Value> known = ConcurrentHashMap.newKeySet();
    private final Object lock;
    private boolean any;

    /** @param lock the lock whose holder may use TLC */
    public Processes(Tool tool, Set<String> local, List<SpecState> initial, Object lock) {
        this.lock = lock;
        for (String variable : local) {
            for (SpecState state : initial) {
                addDomain(((TlcState) state).value(variable));
            }
        }
        for (OpDeclNode constant : tool.getRootModule().getConstantDecls()) {
            addConstant(tool.lookup(constant), tool);
        }
    }

    /** Adds a constant: a set of processes, or the name of the only one in its role. */
    private void addConstant(Object meaning, Tool tool) {
        try {
            Object value = meaning instanceof OpDefNode definition && definition.getParams().length == 0
                    ? Evaluation.of(() -> tool.eval(definition.getBody(), Context.Empty, TLCState.Empty))
                    : meaning;
            if (value instanceof Value constant && !(value instanceof Applicable)) {
                boolean isName = value instanceof StringValue || value instanceof ModelValue;
                sets.add(isName ? new SetEnumValue(new Value[] {constant}, true) : constant);
            }
        } catch (Failed e) {
            // no value, hence no processes
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

    /** Returns the integer that a string is the digits of, or the string of an integer: what may be meant. Empty: it is neither. */
    public static Optional<dev.lockstep.checker.trace.Value> otherKind(dev.lockstep.checker.trace.Value process) {
        if (process instanceof dev.lockstep.checker.trace.Value.Int number) {
            return Optional.of(
                    new dev.lockstep.checker.trace.Value.Str(number.value().toString()));
        } else if (process instanceof dev.lockstep.checker.trace.Value.Str string) {
            try {
                int number = Integer.parseInt(string.value());
                return Optional.of(new dev.lockstep.checker.trace.Value.Int(BigInteger.valueOf(number)));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Describes a process with its kind, which is what is wrong. */
    public static String described(dev.lockstep.checker.trace.Value process) {
        return (process instanceof dev.lockstep.checker.trace.Value.Int ? "an integer " : "a string ") + process;
    }

    public boolean contain(dev.lockstep.checker.trace.Value process, Conversion conversion) {
        if (known.contains(process)) {
            return true;
        }
        boolean isOne;
        synchronized (lock) {
            Value value = conversion.toTlc(process);
            isOne = any || sets.stream().anyMatch(set -> Comparison.isIn(value, set) == BoolValue.ValTrue);
        }
        if (isOne) {
            known.add(process);
        }
        return isOne;
    }
}
