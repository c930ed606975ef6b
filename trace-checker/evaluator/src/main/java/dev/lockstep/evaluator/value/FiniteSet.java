package dev.lockstep.evaluator.value;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds the elements of a finite set. To add to the newest version of a set takes the time for the elements that are added; to take away,
 * that for all.
 */
public final class FiniteSet {
    public static final FiniteSet EMPTY = shared(new Object[0]);

    /** Intervals that begin at 0 or 1, and are short, are made once. */
    private static final int FIRST_KNOWN = 2;

    private static final int LAST_KNOWN = 32;
    private static final FiniteSet[][] KNOWN = new FiniteSet[FIRST_KNOWN][LAST_KNOWN];

    static {
        for (int from = 0; from < FIRST_KNOWN; from++) {
            for (int to = from; to < LAST_KNOWN; to++) {
                KNOWN[from][to] = made(from, to);
                KNOWN[from][to].freeze();
            }
        }
    }

    private final SharedElements shared;
    private final int size;
    private @Nullable Keys keys;
    private int hash;
    private long fingerprint;

    private FiniteSet(SharedElements shared, int size) {
        this.shared = shared;
        this.size = size;
    }

    /** @param elements may contain one twice */
    public static FiniteSet of(Collection<?> elements) {
        return of(elements.toArray(), elements.size());
    }

    /** Returns the set of the array's first elements, of which some may be equal. */
    public static FiniteSet of(Object[] elements, int count) {
        return count == 0 ? EMPTY : listed(elements, count);
    }

    private static FiniteSet listed(Object[] elements, int count) {
        SharedElements shared = new SharedElements(count);
        for (int i = 0; i < count; i++) {
            if (shared.indexOf(elements[i]) < 0) {
                shared.add(elements[i]);
            }
        }
        return new FiniteSet(shared, shared.filled());
    }

    /** Returns a set that several threads may see. */
    static FiniteSet shared(Object[] elements) {
        FiniteSet set = listed(elements, elements.length);
        set.freeze();
        return set;
    }

    void freeze() {
        shared.freeze();
    }

    long fingerprint() {
        long known = fingerprint;
        if (known == 0) {
            known = Fingerprint.ofSet(this);
            fingerprint = known;
        }
        return known;
    }

    /** Returns the integers from the one to the other, both included. */
    public static FiniteSet interval(int from, int to) {
        if (from > to) {
            return EMPTY;
        }
        return from >= 0 && from < FIRST_KNOWN && to < LAST_KNOWN ? KNOWN[from][to] : made(from, to);
    }

    private static FiniteSet made(int from, int to) {
        SharedElements shared = new SharedElements(to - from + 1);
        for (int i = from; i <= to; i++) {
            shared.add(i);
        }
        return new FiniteSet(shared, shared.filled());
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** Returns the element at an index from 0, in the order in which the elements came. */
    public Object get(int index) {
        return shared.elements[index];
    }

    public List<Object> elements() {
        return List.of(Arrays.copyOf(shared.elements, size));
    }

    public boolean has(Object element) {
        int index = shared.indexOf(element);
        return index >= 0 && index < size;
    }

    /**
     * Returns whether the set has an element that TLC can compare with its own. Throws {@link Undecided} where TLC would not compare the
     * element with those of the set.
     */
    public boolean hasComparable(Object element) {
        if (has(element)) {
            return true;
        }
        if (size > 0) {
            Equality.requireComparable(element, shared.elements[0]);
        }
        return false;
    }

    public FiniteSet with(Object element) {
        if (hasComparable(element)) {
            return this;
        }
        if (size == 0) {
            return of(new Object[] {element}, 1);
        }
        if (shared.filled() > size && shared.elements[size].equals(element)) {
            return new FiniteSet(shared, size + 1); // the same step was taken before
        }
        SharedElements extended = shared.extendsFrom(size) ? shared : shared.copy(size);
        extended.add(element);
        return new FiniteSet(extended, size + 1);
    }

    /** Throws {@link Undecided} where TLC would not compare the element with those of the set. */
    public FiniteSet without(Object element) {
        int index = shared.indexOf(element);
        if (index < 0 || index >= size) {
            for (int i = 0; i < size; i++) {
                Equality.requireComparable(get(i), element);
            }
            return this;
        }
        Object[] kept = new Object[size];
        System.arraycopy(shared.elements, 0, kept, 0, index);
        System.arraycopy(shared.elements, index + 1, kept, index, size - index - 1);
        return only(kept, size - 1);
    }

    public FiniteSet union(FiniteSet other) {
        FiniteSet union = size >= other.size ? this : other;
        FiniteSet added = union == this ? other : this;
        for (int i = 0; i < added.size; i++) {
            union = union.with(added.get(i));
        }
        return union;
    }

    /** Returns the set of those elements that pass a test. */
    public FiniteSet where(Predicate<Object> test) {
        Object[] kept = new Object[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            Object element = shared.elements[i];
            if (test.test(element)) {
                kept[count++] = element;
            }
        }
        return only(kept, count);
    }

    /** Returns the set of the array's first elements, in their order. The array belongs to it from then on. */
    public FiniteSet only(Object[] kept, int count) {
        if (count == size) {
            return this;
        }
        return count == 0 ? EMPTY : new FiniteSet(SharedElements.ofDistinct(kept, count), count);
    }

    /**
     * Returns whether it is an earlier version of the other set, or the same. The other's additional elements come after the first
     * {@link #size}.
     */
    public boolean isVersionOf(FiniteSet other) {
        return shared == other.shared && size <= other.size;
    }

    /** Returns how many of its first elements are known to have a property. An element has or lacks the property for good. */
    public int known(Object property) {
        return Math.min(size, shared.checked(property));
    }

    /** All its elements have the property. */
    public void allKnown(Object property) {
        shared.setChecked(property, size);
    }

    /** Returns the set as the domain of functions. */
    public Keys keys() {
        Keys known = keys;
        if (known == null) {
            known = Keys.of(this);
            keys = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof FiniteSet that) || size != that.size) {
            return false;
        }
        if (shared == that.shared) {
            return true;
        }
        if (hashCode() != that.hashCode()) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (!that.has(shared.elements[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            known = shared.hash(size);
            hash = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return elements().stream().map(Equality::show).collect(Collectors.joining(", ", "{", "}"));
    }
}
