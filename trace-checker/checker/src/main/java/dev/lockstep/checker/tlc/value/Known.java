package dev.lockstep.checker.tlc.value;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tlc2.tool.TLCState;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntervalValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueVec;
import util.UniqueString;

/**
 * Holds what is known of a state before it is computed. It has the values of some variables, and the values that are named in what is said
 * of it.
 */
public final class Known {
    public static final Known NOTHING = new Known(Map.of(), List::of);

    private final Map<String, Value> values;
    private final Supplier<List<Value>> named;
    private @Nullable List<Value> all;

    /**
     * @param values the values by variable
     * @param named other values that may occur in it, also those that others consist of
     */
    public Known(Map<String, Value> values, Supplier<List<Value>> named) {
        this.values = new LinkedHashMap<>(values);
        this.named = named;
    }

    /** Does the same, but the values of these variables only. */
    public Known of(Set<String> variables) {
        if (variables.containsAll(values.keySet())) {
            return this;
        }
        Map<String, Value> fewer = new LinkedHashMap<>(values);
        fewer.keySet().retainAll(variables);
        return new Known(fewer, named);
    }

    public boolean isAny() {
        return !values.isEmpty();
    }

    /** Returns whether the value of each variable is known. */
    public boolean isWhole() {
        return values.size() == TLCState.vars.length;
    }

    public boolean has(UniqueString variable) {
        return values.containsKey(variable.toString());
    }

    /** Returns a state of its own that has the known values. */
    public TLCState state() {
        TLCState state = TLCState.Empty.createEmpty();
        values.forEach((variable, value) -> state.bind(UniqueString.uniqueStringOf(variable), noString(value)));
        return state;
    }

    /**
     * Requires that a value is no string. TLC takes a tuple of characters for the string of them: {@code <<"a", "b">>} is "ab" to it, and
     * the empty tuple is "". As functions they are no strings.
     */
    private static Value noString(Value value) {
        if (value instanceof TupleValue tuple) {
            Value[] elements = noStrings(tuple.elems);
            return Arrays.stream(elements).allMatch(Known::isCharacter) ? function(elements) : new TupleValue(elements);
        } else if (value instanceof RecordValue rec) {
            return new RecordValue(rec.names, noStrings(rec.values), rec.isNormalized());
        } else if (value instanceof FcnRcdValue function) {
            return function.intv != null
                    ? new FcnRcdValue(function.intv, noStrings(function.values))
                    : new FcnRcdValue(noStrings(function.domain), noStrings(function.values), function.isNormalized());
        } else if (value instanceof SetEnumValue set) {
            ValueVec elements = new ValueVec(set.elems.size());
            for (int i = 0; i < set.elems.size(); i++) {
                elements.addElement(noString(set.elems.elementAt(i)));
            }
            return new SetEnumValue(elements, set.isNormalized());
        }
        return value;
    }

    private static Value[] noStrings(Value[] values) {
        return Arrays.stream(values).map(Known::noString).toArray(Value[]::new);
    }

    private static boolean isCharacter(Value value) {
        return value instanceof StringValue text && text.val.length() == 1;
    }

    private static Value function(Value[] elements) {
        return elements.length == 0
                ? FcnRcdValue.EmptyFcn
                : new FcnRcdValue(new IntervalValue(1, elements.length), elements);
    }

    /** Returns each value that is named once, in the order of the event. */
    public List<Value> named() {
        if (all == null) {
            Conversion conversion = new Conversion(false);
            Map<Object, Value> kept = new LinkedHashMap<>();
            for (Value value : named.get()) {
                kept.putIfAbsent(conversion.of(value), value);
            }
            all = List.copyOf(kept.values());
        }
        return all;
    }
}
