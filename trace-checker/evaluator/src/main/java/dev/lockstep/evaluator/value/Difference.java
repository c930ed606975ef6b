package dev.lockstep.evaluator.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists what a step adds to a collection and removes from it. A collection is a set, a bag, a sequence, or channels: a function, or a
 * function to functions, with collections as values, whose differences add up.
 */
public final class Difference {
    /** The functions that are nested below this depth are not searched for collections. */
    static final int MAX_DEPTH = 3;

    private final List<Change> changes = new ArrayList<>();
    private final Map<Object, Integer> added = new LinkedHashMap<>();
    private final Map<Object, Integer> removed = new LinkedHashMap<>();
    private final boolean all;

    /** @param all whether collections are looked at that the step left alone: what is added may be in them already */
    private Difference(boolean all) {
        this.all = all;
    }

    /**
     * Returns whether exactly these elements were added and removed. To a set an element that it has may be added again: a message sent
     * once more. What was removed and added again in one step makes no difference, but may be listed in both.
     *
     * @param adds null: not observed
     * @param removes null: not observed
     */
    public static boolean is(Object before, Object after, @Nullable List<Object> adds, @Nullable List<Object> removes) {
        if (before == after && (adds == null || adds.isEmpty()) && (removes == null || removes.isEmpty())) {
            return true;
        }
        return DifferenceCheck.canCount(adds, removes)
                ? DifferenceCheck.is(before, after, adds, removes)
                : isListed(before, after, adds, removes);
    }

    /** Does the same, of any kind: what is added and removed is listed, and compared. */
    static boolean isListed(Object before, Object after, @Nullable List<Object> adds, @Nullable List<Object> removes) {
        return is(before, after, adds, removes, false) || is(before, after, adds, removes, true);
    }

    /** Returns the smallest difference that one can be seen as; null: the values are no collections, nor functions to such. */
    public static @Nullable Difference least(Object before, Object after) {
        Difference least = null;
        for (int depth = 0; depth <= MAX_DEPTH; depth++) {
            Difference difference = between(before, after, depth, false);
            if (difference != null && (least == null || difference.size() < least.size())) {
                least = difference;
            }
        }
        return least;
    }

    private static @Nullable Difference between(Object before, Object after, int depth, boolean all) {
        Difference difference = new Difference(all);
        if (!difference.collect(before, after, depth)) {
            return null;
        }
        difference.changes.forEach(change -> change.count(difference.added, difference.removed));
        return difference;
    }

    private int size() {
        return added.size() + removed.size();
    }

    public List<Object> added() {
        return list(added);
    }

    public List<Object> removed() {
        return list(removed);
    }

    private static List<Object> list(Map<Object, Integer> counts) {
        List<Object> list = new ArrayList<>();
        counts.forEach((element, count) -> list.addAll(Collections.nCopies(count, element)));
        return list;
    }

    private static boolean is(
            Object before, Object after, @Nullable List<Object> adds, @Nullable List<Object> removes, boolean all) {
        for (int depth = 0; depth <= MAX_DEPTH; depth++) {
            Difference difference = between(before, after, depth, all);
            if (difference != null && difference.is(adds, removes)) {
                return true;
            }
        }
        return false;
    }

    // ---------------------------------------------------------------- what was observed

    /** Returns whether exactly these elements are in the difference. */
    public boolean is(@Nullable List<Object> adds, @Nullable List<Object> removes) {
        Map<Object, Integer> moreAdded = surplus(adds, added);
        Map<Object, Integer> moreRemoved = surplus(removes, removed);
        if (moreAdded == null || moreRemoved == null) {
            return false;
        }
        if (moreAdded.isEmpty() && moreRemoved.isEmpty()) {
            return true;
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

    /** Returns what is listed beyond the actual; null: something actual is not listed. */
    private static @Nullable Map<Object, Integer> surplus(@Nullable List<Object> listed, Map<Object, Integer> actual) {
        Map<Object, Integer> surplus = new HashMap<>();
        if (listed == null) {
            return surplus;
        }
        listed.forEach(element -> surplus.merge(element, 1, Integer::sum));
        for (Map.Entry<Object, Integer> entry : actual.entrySet()) {
            int more = surplus.getOrDefault(entry.getKey(), 0) - entry.getValue();
            if (more < 0) {
                return null;
            }
            surplus.put(entry.getKey(), more);
        }
        surplus.values().removeIf(count -> count == 0);
        return surplus;
    }

    // ---------------------------------------------------------------- kinds of collections

    /** Collects the changes below that many functions, and returns whether there are collections. */
    private boolean collect(Object before, Object after, int depth) {
        return depth == 0 ? collection(before, after) : channels(before, after, depth);
    }

    private boolean collection(Object before, Object after) {
        if (before instanceof FiniteSet a && after instanceof FiniteSet b) {
            changes.add(new Change.OfSet(a, b));
        } else if (before instanceof Seq a && after instanceof Seq b) {
            changes.add(new Change.OfSequence(a, b));
        } else if (isBag(before) && isBag(after)) {
            changes.add(new Change.OfBag(before, after));
        } else {
            return false;
        }
        return true;
    }

    static boolean isBag(Object value) {
        if (!(value instanceof Fun function)) {
            return value instanceof Seq seq && Change.OfBag.counts(seq);
        }
        for (int i = 0; i < function.keys().size(); i++) {
            if (!(function.get(i) instanceof Integer)) {
                return false;
            }
        }
        return true;
    }

    private boolean channels(Object before, Object after, int depth) {
        Keys old = keys(before);
        Keys current = keys(after);
        if (old == null || current == null || before instanceof Seq && old.size() != current.size()) {
            return false; // no functions, or a sequence that grew or shrank
        }
        for (int i = 0; i < current.size(); i++) {
            int place = old == current ? i : old.placeOf(current.get(i));
            Object value = at(after, i);
            if (!channel(place >= 0 ? at(before, place) : emptyLike(value), value, depth)) {
                return false;
            }
        }
        for (int i = 0; old != current && i < old.size(); i++) {
            Object value = at(before, i);
            if (current.placeOf(old.get(i)) < 0 && !collect(value, emptyLike(value), depth - 1)) {
                return false;
            }
        }
        return old.size() + current.size() > 0;
    }

    /** Returns the domain of a function; null: the value is none. */
    static @Nullable Keys keys(Object function) {
        if (function instanceof Fun fun) {
            return fun.keys();
        }
        return function instanceof Seq seq ? seq.domain().keys() : null;
    }

    static Object at(Object function, int place) {
        return function instanceof Fun fun ? fun.get(place) : ((Seq) function).get(place);
    }

    private boolean channel(Object old, Object current, int depth) {
        return old == current && !all ? isChannel(current, depth - 1) : collect(old, current, depth - 1);
    }

    /** Returns whether {@link #collect} would find collections in a value that a step left alone. */
    static boolean isChannel(Object value, int depth) {
        if (depth == 0) {
            return value instanceof FiniteSet || value instanceof Seq || isBag(value);
        }
        if (value instanceof Seq seq) {
            for (int i = 0; i < seq.length(); i++) {
                if (!isChannel(seq.get(i), depth - 1)) {
                    return false;
                }
            }
            return seq.length() > 0;
        }
        if (value instanceof Fun function) {
            for (int i = 0; i < function.keys().size(); i++) {
                if (!isChannel(function.get(i), depth - 1)) {
                    return false;
                }
            }
            return true;
        }
        return false;
    }

    static Object emptyLike(Object collection) {
        return collection instanceof FiniteSet ? FiniteSet.EMPTY : Seq.EMPTY;
    }
}
