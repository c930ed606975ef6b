package dev.lockstep.evaluator.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a {@link Difference} is the one that an event lists, without writing it out. What a step added to each collection and
 * removed from it is ticked off on the event's lists. What then is left there must make no difference.
 */
final class DifferenceCheck {
    private static final int MOST = Integer.SIZE;

    private final Ticked added;
    private final Ticked removed;

    /** Ticks off the elements that an event lists, each as often as the event lists it. */
    private static final class Ticked {
        private final @Nullable List<Object> elements;
        private int ticks;

        Ticked(@Nullable List<Object> elements) {
            this.elements = elements;
        }

        /** Ticks off the element so many times, and returns whether it was there. If nothing was observed it is. */
        boolean tick(Object element, int times) {
            int left = elements == null ? 0 : times;
            for (int i = 0; left > 0 && i < elements.size(); i++) {
                if (!has(i) && elements.get(i).equals(element)) {
                    ticks |= 1 << i;
                    left--;
                }
            }
            return left == 0;
        }

        boolean has(int index) {
            return (ticks & 1 << index) != 0;
        }

        boolean isAll() {
            return elements == null || Integer.bitCount(ticks) == elements.size();
        }

        int size() {
            return elements == null ? 0 : elements.size();
        }

        Object get(int index) {
            return elements.get(index);
        }
    }

    private DifferenceCheck(@Nullable List<Object> adds, @Nullable List<Object> removes) {
        this.added = new Ticked(adds);
        this.removed = new Ticked(removes);
    }

    /** Returns whether this way is open: it is not for long lists. */
    static boolean canCount(@Nullable List<Object> adds, @Nullable List<Object> removes) {
        return (adds == null || adds.size() <= MOST) && (removes == null || removes.size() <= MOST);
    }

    /** Returns whether the event lists exactly this difference. */
    static boolean is(Object before, Object after, @Nullable List<Object> adds, @Nullable List<Object> removes) {
        DifferenceCheck check = new DifferenceCheck(adds, removes);
        for (int depth = 0; depth <= Difference.MAX_DEPTH; depth++) {
            if (check.isAt(depth, before, after)) {
                return true;
            }
        }
        return false;
    }

    /** Looks for the collections below that many functions. */
    private boolean isAt(int depth, Object before, Object after) {
        added.ticks = 0;
        removed.ticks = 0;
        if (!each(before, after, depth, false)) {
            return false;
        }
        if (!removed.isAll()) {
            boolean isReturned = !each(before, after, depth, true);
            if (!isReturned || !isPutBack()) {
                return false;
            }
        }
        for (int i = 0; i < added.size(); i++) {
            if (!added.has(i) && !has(after, depth, added.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether all that is left on the one list is on the other. */
    private boolean isPutBack() {
        for (int i = 0; i < removed.size(); i++) {
            if (!removed.has(i) && (added.elements == null || !added.tick(removed.get(i), 1))) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a set has the element, so that it may have been added again. */
    private static boolean has(Object after, int depth, Object element) {
        if (depth == 0) {
            return after instanceof FiniteSet set && set.has(element);
        }
        int size = after instanceof Fun function ? function.keys().size() : ((Seq) after).length();
        for (int i = 0; i < size; i++) {
            if (has(Difference.at(after, i), depth - 1, element)) {
                return true;
            }
        }
        return false;
    }

    // ---------------------------------------------------------------- each collection

    /**
     * Goes through the collections as long as all is well.
     *
     * @param returning looks for one which what is left on the list of what was removed may have been taken from and put back into; false:
     *     ticks off what was added and removed
     */
    private boolean each(Object before, Object after, int depth, boolean returning) {
        if (before == after && !returning) {
            return Difference.isChannel(after, depth);
        }
        if (depth == 0) {
            return returning ? !mayReturn(before, after) : collection(before, after);
        }
        if (before instanceof Fun old && after instanceof Fun current && old.keys() == current.keys()) {
            int size = current.keys().size();
            for (int i = 0; i < size; i++) {
                if (!each(old.get(i), current.get(i), depth - 1, returning)) {
                    return false;
                }
            }
            return true;
        }
        if (before instanceof Seq old && after instanceof Seq current) {
            int size = current.length();
            if (old.length() != size) {
                return false;
            }
            for (int i = 0; i < size; i++) {
                if (!each(old.get(i), current.get(i), depth - 1, returning)) {
                    return false;
                }
            }
            return size > 0;
        }
        return eachOfOtherKeys(before, after, depth, returning);
    }

    private boolean eachOfOtherKeys(Object before, Object after, int depth, boolean returning) {
        Keys old = Difference.keys(before);
        Keys current = Difference.keys(after);
        if (old == null || current == null || before instanceof Seq && old.size() != current.size()) {
            return false;
        }
        for (int i = 0; i < current.size(); i++) {
            Object value = Difference.at(after, i);
            int place = old.placeOf(current.get(i));
            Object earlier = place >= 0 ? Difference.at(before, place) : Difference.emptyLike(value);
            if (!each(earlier, value, depth - 1, returning)) {
                return false;
            }
        }
        for (int i = 0; i < old.size(); i++) {
            Object value = Difference.at(before, i);
            if (current.placeOf(old.get(i)) < 0 && !each(value, Difference.emptyLike(value), depth - 1, returning)) {
                return false;
            }
        }
        return old.size() + current.size() > 0;
    }

    /** Ticks off the change of a collection. Returns false if there is none, or if something was added or removed that is not listed. */
    private boolean collection(Object before, Object after) {
        if (before instanceof FiniteSet a && after instanceof FiniteSet b) {
            return set(a, b);
        } else if (before instanceof Seq a && after instanceof Seq b) {
            return sequence(a, b);
        }
        return Difference.isBag(before) && Difference.isBag(after) && bag(before, after);
    }

    private boolean set(FiniteSet before, FiniteSet after) {
        boolean isVersion = before.isVersionOf(after);
        for (int i = isVersion ? before.size() : 0; i < after.size(); i++) {
            Object element = after.get(i);
            if ((isVersion || !before.has(element)) && !added.tick(element, 1)) {
                return false;
            }
        }
        for (int i = 0; !isVersion && i < before.size(); i++) {
            Object element = before.get(i);
            if (!after.has(element) && !removed.tick(element, 1)) {
                return false;
            }
        }
        return true;
    }

    private boolean sequence(Seq before, Seq after) {
        int taken = leastTaken(before, after);
        for (int i = 0; i < taken; i++) {
            if (!removed.tick(before.get(i), 1)) {
                return false;
            }
        }
        for (int i = before.length() - taken; i < after.length(); i++) {
            if (!added.tick(after.get(i), 1)) {
                return false;
            }
        }
        return true;
    }

    /** Returns how many elements were taken from the head, at least. */
    private static int leastTaken(Seq before, Seq after) {
        int taken = 0;
        while (!after.begins(before, taken)) {
            taken++;
        }
        return taken;
    }

    private boolean bag(Object before, Object after) {
        Keys old = Difference.keys(before);
        Keys current = Difference.keys(after);
        for (int i = 0; i < current.size(); i++) {
            int more = (Integer) Difference.at(after, i) - count(before, old, current.get(i));
            if (more != 0 && !(more > 0 ? added : removed).tick(current.get(i), Math.abs(more))) {
                return false;
            }
        }
        for (int i = 0; i < old.size(); i++) {
            if (current.placeOf(old.get(i)) < 0) {
                int less = (Integer) Difference.at(before, i);
                if (less != 0 && !(less < 0 ? added : removed).tick(old.get(i), Math.abs(less))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int count(Object bag, Keys keys, Object element) {
        int place = keys.placeOf(element);
        return place < 0 ? 0 : (Integer) Difference.at(bag, place);
    }

    // ---------------------------------------------------------------- taken and put back

    private boolean mayReturn(Object before, Object after) {
        if (before instanceof FiniteSet a && after instanceof FiniteSet b) {
            return allAreIn(a) && allAreIn(b);
        } else if (before instanceof Seq a && after instanceof Seq b) {
            return mayReturn(a, b);
        }
        Keys keys = Difference.keys(before);
        for (int i = 0; i < removed.size(); i++) {
            if (!removed.has(i) && count(before, keys, removed.get(i)) < left(removed.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean allAreIn(FiniteSet set) {
        for (int i = 0; i < removed.size(); i++) {
            if (!removed.has(i) && !set.has(removed.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Returns how often the element is left on the list. */
    private int left(Object element) {
        int count = 0;
        for (int i = 0; i < removed.size(); i++) {
            count += !removed.has(i) && removed.get(i).equals(element) ? 1 : 0;
        }
        return count;
    }

    /** Returns whether they are at the head, apart from what was taken anyway, and the rest goes on without them. */
    private boolean mayReturn(Seq before, Seq after) {
        int ticks = removed.ticks;
        int taken = leastTaken(before, after);
        while (taken < before.length() && !removed.isAll() && removed.tick(before.get(taken), 1)) {
            taken++;
        }
        boolean isSame = removed.isAll() && after.begins(before, taken);
        removed.ticks = ticks;
        return isSame;
    }
}
