package dev.lockstep.checker.tlc;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueVec;

/** What a step does to one collection of elements. */
sealed interface Change {
    /** Counts what was added and what removed: the least that makes the one value the other. */
    void count(Map<Value, Integer> added, Map<Value, Integer> removed);

    /** Whether adding the element once more makes no difference. */
    default boolean absorbs(Value element) {
        return false;
    }

    /** Whether these elements can have been removed and added again. */
    boolean allowsReturn(Map<Value, Integer> elements);

    /** A set. */
    record OfSet(SetEnumValue before, SetEnumValue after) implements Change {
        @Override
        public void count(Map<Value, Integer> added, Map<Value, Integer> removed) {
            if (before != after) {
                missing(after, before, element -> added.merge(element, 1, Integer::sum));
                missing(before, after, element -> removed.merge(element, 1, Integer::sum));
            }
        }

        /** The elements of one set that the other does not have. Most are in both, as the very same objects. */
        private static void missing(SetEnumValue from, SetEnumValue in, java.util.function.Consumer<Value> each) {
            ValueVec elements = from.elems;
            ValueVec others = in.elems;
            int j = 0;
            for (int i = 0; i < elements.size(); i++) {
                Value element = elements.elementAt(i);
                if (j < others.size() && others.elementAt(j) == element) {
                    j++;
                } else if (j + 1 < others.size() && others.elementAt(j + 1) == element) {
                    j += 2;
                } else if (!has(in, element)) {
                    each.accept(element);
                }
            }
        }

        private static boolean has(SetEnumValue set, Value element) {
            return Comparison.isIn(element, set) == tlc2.value.impl.BoolValue.ValTrue;
        }

        @Override
        public boolean absorbs(Value element) {
            return has(after, element);
        }

        @Override
        public boolean allowsReturn(Map<Value, Integer> elements) {
            return elements.keySet().stream().allMatch(element -> has(before, element) && has(after, element));
        }
    }

    /** A bag: a function to numbers. */
    record OfBag(FcnRcdValue before, FcnRcdValue after) implements Change {
        @Override
        public void count(Map<Value, Integer> added, Map<Value, Integer> removed) {
            Map<Value, Integer> counts = new HashMap<>();
            each(after, counts::put);
            each(before, (element, count) -> counts.merge(element, -count, Integer::sum));
            counts.forEach((element, count) -> {
                if (count != 0) {
                    (count > 0 ? added : removed).merge(element, Math.abs(count), Integer::sum);
                }
            });
        }

        private static void each(FcnRcdValue bag, BiConsumer<Value, Integer> consumer) {
            Value[] elements = bag.getDomainAsValues();
            for (int i = 0; i < elements.length; i++) {
                consumer.accept(elements[i], ((IntValue) bag.values[i]).val);
            }
        }

        @Override
        public boolean allowsReturn(Map<Value, Integer> elements) {
            Map<Value, Integer> there = new HashMap<>();
            each(before, there::put);
            return elements.entrySet().stream()
                    .allMatch(entry -> there.getOrDefault(entry.getKey(), 0) >= entry.getValue());
        }
    }

    /** A sequence, removed from at its head and added to at its end: an element that moves from there to here is both. */
    record OfSequence(TupleValue before, TupleValue after) implements Change {
        @Override
        public void count(Map<Value, Integer> added, Map<Value, Integer> removed) {
            int taken = 0;
            while (!continues(taken)) {
                taken++;
            }
            for (int i = 0; i < taken; i++) {
                removed.merge(before.elems[i], 1, Integer::sum);
            }
            for (int i = before.elems.length - taken; i < after.elems.length; i++) {
                added.merge(after.elems[i], 1, Integer::sum);
            }
        }

        /** Whether {@code after} begins with what is left of {@code before} without its first elements. */
        private boolean continues(int taken) {
            int rest = before.elems.length - taken;
            if (rest > after.elems.length) {
                return false;
            }
            for (int i = 0; i < rest; i++) {
                Value old = before.elems[taken + i];
                Value current = after.elems[i];
                if (old != current && !Evaluation.same(old, current)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean allowsReturn(Map<Value, Integer> elements) {
            int least = 0;
            while (!continues(least)) {
                least++;
            }
            Map<Value, Integer> taken = new HashMap<>();
            for (int i = least; i < before.elems.length; i++) {
                taken.merge(before.elems[i], 1, Integer::sum);
                if (continues(i + 1) && taken.equals(elements)) {
                    return true;
                }
            }
            return false;
        }
    }
}
