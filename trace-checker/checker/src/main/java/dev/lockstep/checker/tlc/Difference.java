package dev.lockstep.checker.tlc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;

/**
 * What a step adds to a collection and removes from it: a set, a bag, a sequence, or channels: a function, or a function to functions,
 * with collections as values, whose differences add up.
 */
final class Difference {
    /** Below how many functions collections are looked for. */
    static final int MAX_DEPTH = 3;

    private final List<Change> changes = new ArrayList<>();
    private final Map<Value, Integer> added = new HashMap<>();
    private final Map<Value, Integer> removed = new HashMap<>();

    private Difference() {}

    /**
     * The difference of two collections, or of the collections below that many functions: {@code <<<<1>>, <<2>>>>} may be a sequence of
     * tuples, or two channels. Null: there are none.
     */
    static @Nullable Difference between(Value before, Value after, int depth) {
        after.deepNormalize(); // the elements of sets in order, each once; what a step starts from is so already
        Difference difference = new Difference();
        if (!difference.collect(before, after, depth)) {
            return null;
        }
        difference.changes.forEach(change -> change.count(difference.added, difference.removed));
        return difference;
    }

    // ---------------------------------------------------------------- what was observed

    /**
     * Exactly these were added and removed; null: not observed. To a set an element that it has may be added again: a message sent once
     * more. What was removed and added again in one step makes no difference, but may be listed in both.
     */
    boolean is(@Nullable List<Value> adds, @Nullable List<Value> removes) {
        Map<Value, Integer> moreAdded = surplus(adds, added);
        Map<Value, Integer> moreRemoved = surplus(removes, removed);
        if (moreAdded == null || moreRemoved == null) {
            return false;
        }
        if (!moreRemoved.isEmpty() && changes.stream().anyMatch(change -> change.allowsReturn(moreRemoved))) {
            moreRemoved.forEach((element, count) -> moreAdded.merge(element, -count, Integer::sum));
            moreRemoved.clear();
            moreAdded.values().removeIf(count -> count == 0);
        }
        if (moreAdded.values().stream().anyMatch(count -> count < 0)) {
            return false; // removed and not added again
        }
        moreAdded.keySet().removeIf(element -> changes.stream().anyMatch(change -> change.absorbs(element)));
        return moreAdded.isEmpty() && moreRemoved.isEmpty();
    }

    /** What is listed beyond the actual; null: something actual is not listed. */
    private static @Nullable Map<Value, Integer> surplus(@Nullable List<Value> listed, Map<Value, Integer> actual) {
        Map<Value, Integer> surplus = new HashMap<>();
        if (listed == null) {
            return surplus;
        }
        listed.forEach(element -> surplus.merge(element, 1, Integer::sum));
        for (Map.Entry<Value, Integer> entry : actual.entrySet()) {
            int more = surplus.getOrDefault(entry.getKey(), 0) - entry.getValue();
            if (more < 0) {
                return null;
            }
            surplus.put(entry.getKey(), more);
        }
        surplus.values().removeIf(count -> count == 0);
        return surplus;
    }

    int size() {
        return added.size() + removed.size();
    }

    List<Value> added() {
        return list(added);
    }

    List<Value> removed() {
        return list(removed);
    }

    private static List<Value> list(Map<Value, Integer> counts) {
        List<Value> list = new ArrayList<>();
        counts.forEach((element, count) -> {
            for (int i = 0; i < count; i++) {
                list.add(element);
            }
        });
        return list;
    }

    // ---------------------------------------------------------------- kinds of collections

    /** Whether there are collections below that many functions. */
    private boolean collect(Value before, Value after, int depth) {
        return depth == 0 ? collection(before, after) : channels(before, after, depth);
    }

    private boolean collection(Value before, Value after) {
        SetEnumValue oldSet = (SetEnumValue) before.toSetEnum();
        SetEnumValue newSet = (SetEnumValue) after.toSetEnum();
        if (oldSet != null && newSet != null) {
            changes.add(new Change.OfSet(oldSet, newSet));
            return true;
        }
        TupleValue oldTuple = (TupleValue) before.toTuple();
        TupleValue newTuple = (TupleValue) after.toTuple();
        if (oldTuple != null && newTuple != null) {
            changes.add(new Change.OfSequence(oldTuple, newTuple));
            return true;
        }
        FcnRcdValue oldFunction = (FcnRcdValue) before.toFcnRcd();
        FcnRcdValue newFunction = (FcnRcdValue) after.toFcnRcd();
        if (isBag(oldFunction) && isBag(newFunction)) {
            changes.add(new Change.OfBag(oldFunction, newFunction));
            return true;
        }
        return false;
    }

    private static boolean isBag(@Nullable FcnRcdValue function) {
        if (function == null) {
            return false;
        }
        for (Value value : function.values) {
            if (!(value instanceof IntValue)) {
                return false;
            }
        }
        return true;
    }

    private boolean channels(Value before, Value after, int depth) {
        FcnRcdValue oldFunction = (FcnRcdValue) before.toFcnRcd();
        FcnRcdValue newFunction = (FcnRcdValue) after.toFcnRcd();
        if (oldFunction == null || newFunction == null) {
            return false;
        }
        if (before.toTuple() != null && oldFunction.values.length != newFunction.values.length) {
            return false; // a sequence that grew or shrank
        }
        Value[] domain = newFunction.getDomainAsValues();
        for (int i = 0; i < domain.length; i++) {
            Value current = newFunction.values[i];
            Value old = oldFunction.select(domain[i]);
            if (!collect(old != null ? old : emptyLike(current), current, depth - 1)) {
                return false;
            }
        }
        Value[] oldDomain = oldFunction.getDomainAsValues();
        for (int i = 0; i < oldDomain.length; i++) {
            Value old = oldFunction.values[i];
            if (newFunction.select(oldDomain[i]) == null && !collect(old, emptyLike(old), depth - 1)) {
                return false;
            }
        }
        return domain.length + oldDomain.length > 0;
    }

    private static Value emptyLike(Value collection) {
        return collection.toSetEnum() != null ? new SetEnumValue() : TupleValue.EmptyTuple;
    }
}
