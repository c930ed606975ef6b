package dev.lockstep.checker.tlc;

import dev.lockstep.checker.trace.Value;
import java.math.BigInteger;
import java.util.HashMap;
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
import tlc2.value.impl.ValueVec;
import util.UniqueString;

/** Turns a trace's values into TLC's. */
final class Values {
    private final Map<String, ModelValue> modelValues = new HashMap<>();
    private final Map<String, UniqueString> fieldNames = new HashMap<>();

    /** After a config was read: TLC keeps its model values in a static table. */
    Values() {
        if (ModelValue.mvs != null) {
            for (ModelValue modelValue : ModelValue.mvs) {
                modelValues.put(modelValue.val.toString(), modelValue);
            }
        }
    }

    /** @throws ArithmeticException an integer is beyond TLC's 32 bits */
    tlc2.value.impl.Value convert(Value value) {
        if (value instanceof Value.Str str) {
            ModelValue modelValue = modelValues.get(str.value());
            return modelValue != null ? modelValue : new StringValue(str.value());
        } else if (value instanceof Value.Int integer) {
            return IntValue.gen(intValue(integer.value()));
        } else if (value instanceof Value.Bool bool) {
            return bool.value() ? BoolValue.ValTrue : BoolValue.ValFalse;
        } else if (value instanceof Value.Seq seq) {
            return new TupleValue(convertAll(seq.elements()));
        } else if (value instanceof Value.SetOf set) {
            return new SetEnumValue(new ValueVec(convertAll(set.elements())), false);
        } else if (value instanceof Value.Rec rec) {
            return record(rec);
        } else if (value instanceof Value.Fun fun) {
            return function(fun);
        }
        throw new IllegalArgumentException("no such kind of value: " + value.getClass());
    }

    /** @throws ArithmeticException it is beyond TLC's 32 bits */
    static int intValue(BigInteger integer) {
        if (integer.bitLength() > 31) {
            throw new ArithmeticException(integer + " is beyond TLC's integers, which have 32 bits");
        }
        return integer.intValue();
    }

    private tlc2.value.impl.Value[] convertAll(List<Value> values) {
        tlc2.value.impl.Value[] converted = new tlc2.value.impl.Value[values.size()];
        for (int i = 0; i < converted.length; i++) {
            converted[i] = convert(values.get(i));
        }
        return converted;
    }

    private tlc2.value.impl.Value record(Value.Rec rec) {
        UniqueString[] names = new UniqueString[rec.fields().size()];
        tlc2.value.impl.Value[] values = new tlc2.value.impl.Value[names.length];
        int i = 0;
        for (Map.Entry<String, Value> field : rec.fields().entrySet()) {
            names[i] = fieldNames.computeIfAbsent(field.getKey(), UniqueString::uniqueStringOf);
            values[i++] = convert(field.getValue());
        }
        return new RecordValue(names, values, false);
    }

    private tlc2.value.impl.Value function(Value.Fun fun) {
        tlc2.value.impl.Value[] arguments =
                new tlc2.value.impl.Value[fun.pairs().size()];
        tlc2.value.impl.Value[] results = new tlc2.value.impl.Value[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = convert(fun.pairs().get(i).argument());
            results[i] = convert(fun.pairs().get(i).result());
        }
        return new FcnRcdValue(arguments, results, false);
    }
}
