package dev.lockstep.checker.tlc;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tlc2.value.IValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;

/**
 * What a step adds to a collection and removes from it. A collection is a set; a bag, that is a function to integers; a sequence, removed
 * from at its head and added to at its end; or a function with collections as values: channels, whose differences add up.
 */
final class Difference {
    private final Map<Value, Integer> added = new HashMap<>();
    private final Map<Value, Integer> removed = new HashMap<>();
    private final Set<Value> kept = new HashSet<>();

    private Difference() {}

    static Difference between(IValue before, IValue after) {
        Difference difference = new Difference();
        difference.collect((Value) before, (Value) after);
        return difference;
    }

    /** Exactly these were added. To a set an element that it has may be added again: a message sent once more. */
    boolean addsExactly(List<Value> listed) {
        Map<Value, Integer> counts = counts(listed);
        for (Map.Entry<Value, Integer> entry : counts.entrySet()) {
            int count = added.getOrDefault(entry.getKey(), 0);
            if (count != entry.getValue() && !kept.contains(entry.getKey())) {
                return false;
            }
        }
        return counts.keySet().containsAll(added.keySet());
    }

    boolean removesExactly(List<Value> listed) {
        return counts(listed).equals(removed);
    }

    Set<Value> added() {
        return added.keySet();
    }

    Set<Value> removed() {
        return removed.keySet();
    }

    private static Map<Value, Integer> counts(List<Value> values) {
        Map<Value, Integer> counts = new HashMap<>();
        values.forEach(value -> counts.merge(value, 1, Integer::sum));
        return counts;
    }

    private void collect(Value before, Value after) {
        if (before == after) {
            keepAll(after);
            return;
        }
        SetEnumValue oldSet = (SetEnumValue) before.toSetEnum();
        SetEnumValue newSet = oldSet == null ? null : (SetEnumValue) after.toSetEnum();
        if (oldSet != null && newSet != null) {
            sets(oldSet, newSet);
            return;
        }
        TupleValue oldTuple = (TupleValue) before.toTuple();
        TupleValue newTuple = oldTuple == null ? null : (TupleValue) after.toTuple();
        if (oldTuple != null && newTuple != null && !areChannels(oldTuple, newTuple)) {
            sequences(oldTuple, newTuple);
            return;
        }
        FcnRcdValue oldFunction = function(before);
        FcnRcdValue newFunction = function(after);
        if (isBag(oldFunction) && isBag(newFunction)) {
            bags(oldFunction, newFunction);
        } else {
            channels(oldFunction, newFunction);
        }
    }

    /** A set that a step leaves as it is may still have been sent to. */
    private void keepAll(Value value) {
        if (value instanceof SetEnumValue set) {
            for (int i = 0; i < set.elems.size(); i++) {
                kept.add(set.elems.elementAt(i));
            }
        } else if (value instanceof FcnRcdValue function) {
            for (Value channel : function.values) {
                keepAll(channel);
            }
        }
    }

    private void sets(SetEnumValue before, SetEnumValue after) {
        for (int i = 0; i < after.elems.size(); i++) {
            Value element = after.elems.elementAt(i);
            if (before.member(element)) {
                kept.add(element);
            } else {
                added.merge(element, 1, Integer::sum);
            }
        }
        for (int i = 0; i < before.elems.size(); i++) {
            Value element = before.elems.elementAt(i);
            if (!after.member(element)) {
                removed.merge(element, 1, Integer::sum);
            }
        }
    }

    private void sequences(TupleValue before, TupleValue after) {
        int taken = 0;
        while (!continues(before, taken, after)) {
            taken++;
        }
        for (int i = 0; i < taken; i++) {
            removed.merge(before.elems[i], 1, Integer::sum);
        }
        for (int i = before.elems.length - taken; i < after.elems.length; i++) {
            added.merge(after.elems[i], 1, Integer::sum);
        }
    }

    /** Whether {@code after} begins with what is left of {@code before} without its first {@code taken} elements. */
    private static boolean continues(TupleValue before, int taken, TupleValue after) {
        int rest = before.elems.length - taken;
        if (rest > after.elems.length) {
            return false;
        }
        for (int i = 0; i < rest; i++) {
            if (!before.elems[taken + i].equals(after.elems[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean areChannels(TupleValue before, TupleValue after) {
        if (before.elems.length != after.elems.length || before.elems.length == 0) {
            return false;
        }
        for (Value element : after.elems) {
            if (!(element instanceof TupleValue || element instanceof SetEnumValue || element instanceof FcnRcdValue)) {
                return false;
            }
        }
        return true;
    }

    private static FcnRcdValue function(Value value) {
        FcnRcdValue function = (FcnRcdValue) value.toFcnRcd();
        if (function == null) {
            throw new tlc2.tool.EvalException(
                    tlc2.output.EC.GENERAL,
                    "the variable's value is no set, bag, sequence, or function with such values, so nothing can be"
                            + " added to it");
        }
        return function;
    }

    private static boolean isBag(FcnRcdValue function) {
        for (Value value : function.values) {
            if (!(value instanceof IntValue)) {
                return false;
            }
        }
        return true;
    }

    private void bags(FcnRcdValue before, FcnRcdValue after) {
        Map<Value, Integer> change = new HashMap<>();
        Value[] elements = after.getDomainAsValues();
        for (int i = 0; i < elements.length; i++) {
            change.merge(elements[i], ((IntValue) after.values[i]).val, Integer::sum);
        }
        elements = before.getDomainAsValues();
        for (int i = 0; i < elements.length; i++) {
            change.merge(elements[i], -((IntValue) before.values[i]).val, Integer::sum);
        }
        change.forEach((element, count) -> {
            if (count > 0) {
                added.put(element, count);
            } else if (count < 0) {
                removed.put(element, -count);
            }
        });
    }

    private void channels(FcnRcdValue before, FcnRcdValue after) {
        Value[] domain = after.getDomainAsValues();
        for (int i = 0; i < domain.length; i++) {
            Value old = before.select(domain[i]);
            collect(old != null ? old : emptyLike(after.values[i]), after.values[i]);
        }
        Value[] oldDomain = before.getDomainAsValues();
        for (int i = 0; i < oldDomain.length; i++) {
            if (after.select(oldDomain[i]) == null) {
                collect(before.values[i], emptyLike(before.values[i]));
            }
        }
    }

    private static Value emptyLike(Value collection) {
        return collection.toSetEnum() != null ? new SetEnumValue() : TupleValue.EmptyTuple;
    }
}
