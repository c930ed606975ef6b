package dev.lockstep.checker.tlc.value;

import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;

/**
 * Writes values of TLC as text, also those that TLC has none for. It sorts the elements of a set to print it, which need not be comparable.
 * The parts of a deep value are written one by one, since TLC's failing to sort it takes the third power of the depth.
 */
public final class Shown {
    private Shown() {}

    public static String of(Value value) {
        if (Evaluation.isDeep(value)) {
            return unsorted(value);
        }
        try {
            return Evaluation.of(value::toString);
        } catch (Failed e) {
            return unsorted(value);
        }
    }

    /** Does the same, with fields and elements in the same order wherever a value is shown. */
    public static String sorted(Value value) {
        if (Evaluation.isDeep(value)) {
            return unsorted(value);
        }
        try {
            return Evaluation.of(() -> {
                value.deepNormalize();
                return value.toString();
            });
        } catch (Failed e) {
            return unsorted(value);
        }
    }

    private static String unsorted(Value value) {
        StringBuilder text = new StringBuilder();
        if (value instanceof SetEnumValue set) {
            list(text.append('{'), set.elems.toArray());
            return text.append('}').toString();
        } else if (value instanceof TupleValue tuple) {
            list(text.append("<<"), tuple.elems);
            return text.append(">>").toString();
        } else if (value instanceof RecordValue record) {
            String separator = "[";
            for (int i = 0; i < record.names.length; i++) {
                text.append(separator).append(record.names[i]).append(" |-> ").append(of(record.values[i]));
                separator = ", ";
            }
            return text.append(']').toString();
        } else if (value instanceof FcnRcdValue function) {
            Value[] arguments = function.getDomainAsValues();
            String separator = "(";
            for (int i = 0; i < arguments.length; i++) {
                text.append(separator).append(of(arguments[i])).append(" :> ").append(of(function.values[i]));
                separator = " @@ ";
            }
            return text.append(')').toString();
        }
        return "a value that TLC cannot print (" + value.getKindString() + ")";
    }

    private static void list(StringBuilder text, Value[] values) {
        String separator = "";
        for (Value value : values) {
            text.append(separator).append(of(value));
            separator = ", ";
        }
    }
}
