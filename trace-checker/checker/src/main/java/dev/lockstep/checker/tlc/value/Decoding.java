package dev.lockstep.checker.tlc.value;

import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;

/** Writes TLC's values as a trace does, which is the inverse of {@link Conversion}. Equal values give equal ones. */
public final class Decoding {
    private static final Decoding WHOLE = new Decoding(false);
    private static final Decoding PLAIN = new Decoding(true);

    private final boolean isPlain;

    private Decoding(boolean isPlain) {
        this.isPlain = isPlain;
    }

    /** @throws IllegalArgumentException the value cannot be listed, such as an infinite set */
    public static Value of(tlc2.value.impl.Value value) {
        return WHOLE.decoded(value);
    }

    /**
     * Returns the value as TLC's own JSON has it, in which each argument of a function is a string. An argument that is no string is the
     * text that TLC prints for it, where model values have no quotes and strings have.
     *
     * @throws IllegalArgumentException the value cannot be listed, such as an infinite set
     */
    public static Value plain(tlc2.value.impl.Value value) {
        return PLAIN.decoded(value);
    }

    private Value decoded(tlc2.value.impl.Value value) {
        if (value instanceof IntValue integer) {
            return new Value.Int(integer.val);
        } else if (value instanceof BoolValue bool) {
            return new Value.Bool(bool.val);
        } else if (value instanceof StringValue string) {
            return new Value.Str(string.val.toString());
        } else if (value instanceof ModelValue model) {
            return new Value.Str(model.val.toString());
        }
        value.deepNormalize();
        if (value.toTuple() instanceof TupleValue tuple) {
            return new Value.Seq(all(tuple.elems));
        } else if (value.toRcd() instanceof RecordValue rec) {
            Map<String, Value> fields = new LinkedHashMap<>();
            for (int i = 0; i < rec.names.length; i++) {
                fields.put(rec.names[i].toString(), decoded(rec.values[i]));
            }
            return new Value.Rec(fields);
        } else if (value.toFcnRcd() instanceof FcnRcdValue function) {
            tlc2.value.impl.Value[] domain = function.getDomainAsValues();
            List<Value.Pair> pairs = new ArrayList<>();
            for (int i = 0; i < domain.length; i++) {
                pairs.add(new Value.Pair(argument(domain[i]), decoded(function.values[i])));
            }
            return new Value.Fun(pairs);
        } else if (value.toSetEnum() instanceof SetEnumValue set) {
            set.normalize();
            return new Value.SetOf(all(set.elems.toArray()));
        }
        throw new IllegalArgumentException(value.getKindString() + " cannot be written: " + value);
    }

    private Value argument(tlc2.value.impl.Value value) {
        return isPlain && !(value instanceof StringValue) ? new Value.Str(Shown.sorted(value)) : decoded(value);
    }

    private List<Value> all(tlc2.value.impl.Value[] values) {
        List<Value> all = new ArrayList<>(values.length);
        for (tlc2.value.impl.Value value : values) {
            all.add(decoded(value));
        }
        return all;
    }
}
