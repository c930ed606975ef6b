package dev.lockstep.checker.tlc.observe;

import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.checker.tlc.value.Shown;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;

/** Finds where a trace has an object for a function of integers, model values and the like. The keys of an object are strings. */
final class MistakenKeys {
    private MistakenKeys() {}

    /**
     * Returns an argument of such a function, which the observed value has as the name of a field. It is as a trace should have it, or
     * "..." if it is neither an integer nor a model value; null: there is none.
     */
    static @Nullable String one(Value observed, Value allowed) {
        try {
            Value argument = Evaluation.of(() -> find(observed, allowed));
            if (argument == null) {
                return null;
            }
            return argument instanceof IntValue
                    ? argument.toString()
                    : argument instanceof ModelValue ? '"' + argument.toString() + '"' : "...";
        } catch (Failed e) {
            return null; // TLC cannot write the value out: nothing is said of its keys
        }
    }

    private static @Nullable Value find(Value observed, Value allowed) {
        if (observed instanceof RecordValue one) {
            return allowed.toRcd() instanceof RecordValue other
                    ? inFields(one, other)
                    : allowed.toFcnRcd() instanceof FcnRcdValue function ? named(one, function) : null;
        } else if (observed instanceof TupleValue one && allowed.toTuple() instanceof TupleValue other) {
            return inElements(one.elems, other.elems);
        } else if (observed instanceof FcnRcdValue one && allowed.toFcnRcd() instanceof FcnRcdValue other) {
            return inResults(one, other);
        }
        return null;
    }

    private static @Nullable Value named(RecordValue record, FcnRcdValue function) {
        for (Value argument : function.getDomainAsValues()) {
            String text = Shown.sorted(argument);
            boolean isName =
                    Arrays.stream(record.names).anyMatch(name -> name.toString().equals(text));
            if (isName && !(argument instanceof StringValue)) {
                return argument;
            }
        }
        return null;
    }

    private static @Nullable Value inFields(RecordValue one, RecordValue other) {
        for (int i = 0; i < one.names.length; i++) {
            for (int j = 0; j < other.names.length; j++) {
                boolean isSame = one.names[i].equals(other.names[j]);
                Value found = isSame ? find(one.values[i], other.values[j]) : null;
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static @Nullable Value inElements(Value[] some, Value[] others) {
        for (int i = 0; i < Math.min(some.length, others.length); i++) {
            Value found = find(some[i], others[i]);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable Value inResults(FcnRcdValue one, FcnRcdValue other) {
        Value[] arguments = one.getDomainAsValues();
        Value[] others = other.getDomainAsValues();
        for (int i = 0; i < arguments.length; i++) {
            for (int j = 0; j < others.length; j++) {
                boolean isSame = Evaluation.same(arguments[i], others[j]);
                Value found = isSame ? find(one.values[i], other.values[j]) : null;
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
