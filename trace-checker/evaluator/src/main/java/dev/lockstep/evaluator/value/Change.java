package dev.lockstep.evaluator.value;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Describes what a step does to one collection of elements. */
sealed interface Change {
    /** Counts what was added and what removed: the least that makes the one value the other. */
    void count(Map<Object, Integer> added, Map<Object, Integer> removed);

    /** Returns whether adding the element once more makes no difference. */
    default boolean absorbs(Object element) {
        return false;
    }

    /** Returns whether these elements can have been removed and added again. */
    boolean allowsReturn(Map<Object, Integer> elements);

    /** Describes the change of a set. */
    record OfSet(FiniteSet before, FiniteSet after) implements Change {
        @Override
        public void count(Map<Object, Integer> added, Map<Object, Integer> removed) {
            if (before.isVersionOf(after)) {
                for (int i = before.size(); i < after.size(); i++) {
                    added.merge(after.get(i), 1, Integer::sum);
                }
                return;
            }
            missing(after, before, added);
            missing(before, after, removed);
        }

        /** The elements of one set that the other does not have. */
        private static void missing(FiniteSet from, FiniteSet in, Map<Object, Integer> each) {
            for (int i = 0; i < from.size(); i++) {
                if (!in.has(from.get(i))) {
                    each.merge(from.get(i), 1, Integer::sum);
                }
            }
        }

        @Override
        public boolean absorbs(Object element) {
            return after.has(element);
        }

        @Override
        public boolean allowsReturn(Map<Object, Integer> elements) {
            return elements.keySet().stream().allMatch(element -> before.has(element) && after.has(element));
        }
    }

    /** Describes the change of a bag, which is a function to numbers. */
    record OfBag(Object before, Object after) implements Change {
        /** Returns whether all elements of a sequence are numbers. */
        static boolean counts(Seq seq) {
            for (int i = 0; i < seq.length(); i++) {
                if (!(seq.get(i) instanceof Integer)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void count(Map<Object, Integer> added, Map<Object, Integer> removed) {
            Map<Object, Integer> counts = new HashMap<>();
            each(after, counts::put);
            each(before, (element, count) -> counts.merge(element, -count, Integer::sum));
            counts.forEach((element, count) -> {
                if (count != 0) {
                    (count > 0 ? added : removed).merge(element, Math.abs(count), Integer::sum);
                }
            });
        }

        private static void each(Object bag, BiConsumer<Object, Integer> consumer) {
            if (bag instanceof Fun function) {
                for (int i = 0; i < function.keys().size(); i++) {
                    consumer.accept(function.keys().get(i), (Integer) function.get(i));
                }
            } else {
                Seq seq = (Seq) bag;
                for (int i = 0; i < seq.length(); i++) {
                    consumer.accept(i + 1, (Integer) seq.get(i));
                }
            }
        }

        @Override
        public boolean allowsReturn(Map<Object, Integer> elements) {
            Map<Object, Integer> there = new HashMap<>();
            each(before, there::put);
            return elements.entrySet().stream()
                    .allMatch(entry -> there.getOrDefault(entry.getKey(), 0) >= entry.getValue());
        }
    }

    /**
     * Describes the change of a sequence, which loses elements at its head and gets elements at its end. An element that moves from the
     * head to the end counts as both.
     */
    record OfSequence(Seq before, Seq after) implements Change {
        @Override
        public void count(Map<Object, Integer> added, Map<Object, Integer> removed) {
            int taken = 0;
            while (!continues(taken)) {
                taken++;
            }
            for (int i = 0; i < taken; i++) {
                removed.merge(before.get(i), 1, Integer::sum);
            }
            for (int i = before.length() - taken; i < after.length(); i++) {
                added.merge(after.get(i), 1, Integer::sum);
            }
        }

        /** Returns whether {@code after} begins with what is left of {@code before} without its first elements. */
        private boolean continues(int taken) {
            return after.begins(before, taken);
        }

        @Override
        public boolean allowsReturn(Map<Object, Integer> elements) {
            int least = 0;
            while (!continues(least)) {
                least++;
            }
            Map<Object, Integer> taken = new HashMap<>();
            for (int i = least; i < before.length(); i++) {
                taken.merge(before.get(i), 1, Integer::sum);
                if (continues(i + 1) && taken.equals(elements)) {
                    return true;
                }
            }
            return false;
        }
    }
}
