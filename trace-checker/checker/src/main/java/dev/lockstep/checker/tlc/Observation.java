package dev.lockstep.checker.tlc;

import dev.lockstep.checker.tlc.Evaluation.Failed;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.TLCState;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.value.impl.Applicable;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/** What an event says of the state after its step, or of the difference that the step makes. */
interface Observation {
    /** Null: it holds of the step. Otherwise what was observed and what the spec has instead. */
    @Nullable
    String mismatch(TLCState before, TLCState after);

    /** Reads something from a state: a variable, a process's part of it, an operator. */
    interface Reading {
        Value of(TLCState state) throws Failed;
    }

    static Reading variable(String name) {
        UniqueString variable = UniqueString.uniqueStringOf(name);
        return state -> (Value) state.lookup(variable);
    }

    /** A process that a variable is not a function of. */
    final class NoSuchProcess extends Failed {
        private static final long serialVersionUID = 1L;

        NoSuchProcess(String message) {
            super(message);
        }
    }

    /** The value at one process of a variable that is a function of processes. */
    static Reading local(String name, Value process) {
        UniqueString variable = UniqueString.uniqueStringOf(name);
        return state -> {
            Value value = (Value) state.lookup(variable);
            if (!(value instanceof Applicable function)) {
                throw new Failed(name + " is no function");
            }
            Value result = Evaluation.of(() -> {
                try {
                    FcnRcdValue pairs = (FcnRcdValue) value.toFcnRcd();
                    return pairs != null ? pairs.select(process) : function.select(process);
                } catch (Exception e) {
                    return null;
                }
            });
            if (result == null) {
                throw new NoSuchProcess(process + " is not in the domain of " + name);
            }
            return result;
        };
    }

    /** An operator's value; with a parameter, at the process. */
    static Reading operator(Tool tool, OpDefNode definition, @Nullable Value process) {
        Context context =
                process == null ? Context.Empty : Context.Empty.cons(definition.getParams()[0], process);
        return state -> Evaluation.of(() -> (Value) tool.eval(definition.getBody(), context, state));
    }

    static Observation equal(String name, Reading reading, Value observed) {
        return (before, after) -> {
            try {
                Value allowed = reading.of(after);
                return Evaluation.same(allowed, observed)
                        ? null
                        : name + " was observed as " + observed + ", the spec has " + allowed;
            } catch (Failed e) {
                return name + " was observed as " + observed + ", but in the spec " + e.getMessage();
            }
        };
    }

    static Observation unchanged(String name, Reading reading) {
        return (before, after) -> {
            try {
                Value old = reading.of(before);
                Value allowed = reading.of(after);
                return old == allowed || Evaluation.same(old, allowed)
                        ? null
                        : name + " was observed to stay " + old + ", the spec has " + allowed;
            } catch (NoSuchProcess e) {
                return null; // a process of another role has no part of it, and leaves it alone
            } catch (Failed e) {
                return name + " was observed to stay as it is, but in the spec " + e.getMessage();
            }
        };
    }

    static Observation added(String name, Reading reading, List<Value> observed) {
        return difference(name, reading, observed, true);
    }

    static Observation removed(String name, Reading reading, List<Value> observed) {
        return difference(name, reading, observed, false);
    }

    private static Observation difference(String name, Reading reading, List<Value> observed, boolean adds) {
        String verb = adds ? "adds to " : "removes from ";
        return (before, after) -> {
            try {
                Value old = reading.of(before);
                Value current = reading.of(after);
                Difference difference = Evaluation.of(() -> Difference.between(old, current));
                boolean exact = Evaluation.of(
                        () -> adds ? difference.addsExactly(observed) : difference.removesExactly(observed));
                return exact
                        ? null
                        : "the step was observed to " + verb.replaceFirst("s ", " ") + name + " " + show(observed)
                                + ", the spec " + verb + "it " + show(adds ? difference.added() : difference.removed());
            } catch (Failed e) {
                return "the step was observed to change " + name + ", but in the spec " + e.getMessage();
            }
        };
    }

    private static String show(List<Value> values) {
        return values.isEmpty()
                ? "nothing"
                : values.stream().map(Value::toString).collect(Collectors.joining(", "));
    }

    private static String show(Set<Value> values) {
        return show(List.copyOf(values));
    }
}
