package dev.lockstep.evaluator.value;

import java.util.Arrays;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** Holds distinct elements in the order in which they came. Each set that shares them has a number of the first ones. */
final class SharedElements {
    private static final int SMALL = 8;
    private static final int[] NO_SUMS = {0};

    Object[] elements;
    private int[] sums = NO_SUMS;
    private int summed;
    private int filled;
    private int @Nullable [] table;
    private boolean frozen;
    private @Nullable IdentityHashMap<Object, Integer> checked;

    SharedElements(int capacity) {
        elements = new Object[Math.max(2, capacity)];
    }

    /** Takes over the array, of which the first elements count. */
    static SharedElements ofDistinct(Object[] elements, int count) {
        SharedElements shared = new SharedElements(elements);
        shared.filled = count;
        if (count > SMALL) {
            shared.rehash();
        }
        return shared;
    }

    private SharedElements(Object[] elements) {
        this.elements = elements;
    }

    int filled() {
        return filled;
    }

    /** Returns whether a set of the first elements can be extended here. */
    boolean extendsFrom(int count) {
        return filled == count && !frozen;
    }

    /** Forbids changes for good, of the elements too: other threads may see them. */
    void freeze() {
        if (!frozen) {
            for (int i = 0; i < filled; i++) {
                Equality.freeze(elements[i]);
            }
            if (summed > 0) {
                sum(filled); // its hash has been asked for, and will be
            }
            frozen = true;
        }
    }

    /** Copies the first elements, which are then shared with nobody. */
    SharedElements copy(int count) {
        SharedElements copy = new SharedElements(count + (count >> 2) + 2);
        System.arraycopy(elements, 0, copy.elements, 0, count);
        copy.filled = count;
        copy.summed = Math.min(count, summed);
        copy.sums = Arrays.copyOf(sums, copy.summed + 1);
        if (count > SMALL) {
            copy.rehash();
        }
        return copy;
    }

    /** Returns the hash of the set of the first elements. It is their sum, so that their order does not matter. */
    int hash(int count) {
        if (count > summed && frozen) {
            int hash = sums[summed];
            for (int i = summed; i < count; i++) {
                hash += spread(elements[i]);
            }
            return hash;
        }
        sum(count);
        return sums[count];
    }

    private void sum(int count) {
        if (count <= summed) {
            return;
        }
        if (sums.length <= count) {
            sums = Arrays.copyOf(sums, elements.length + 1);
        }
        for (int i = summed; i < count; i++) {
            sums[i + 1] = sums[i] + spread(elements[i]);
        }
        summed = count;
    }

    /** Returns the place of the element, whether or not it is among the first; -1: it is nowhere. */
    int indexOf(Object element) {
        int[] places = table;
        if (places == null) {
            for (int i = 0; i < filled; i++) {
                Object other = elements[i];
                if (other == element || other.equals(element)) {
                    return i;
                }
            }
            return -1;
        }
        int mask = places.length - 1;
        for (int place = spread(element) & mask; ; place = (place + 1) & mask) {
            int index = places[place] - 1;
            if (index < 0) {
                return -1;
            }
            Object other = elements[index];
            if (other == element || other.equals(element)) {
                return index;
            }
        }
    }

    /** The element must not be there. */
    void add(Object element) {
        if (filled == elements.length) {
            elements = Arrays.copyOf(elements, filled * 2);
        }
        elements[filled] = element;
        filled++;
        if (table == null ? filled > SMALL : filled * 2 > table.length) {
            rehash();
        } else if (table != null) {
            place(table, filled - 1);
        }
    }

    /** Returns how many of the first elements have the property. */
    int checked(Object property) {
        return checked == null ? 0 : checked.getOrDefault(property, 0);
    }

    void setChecked(Object property, int count) {
        if (frozen) {
            return;
        }
        if (checked == null) {
            checked = new IdentityHashMap<>(4);
        }
        checked.merge(property, count, Math::max);
    }

    private void rehash() {
        int[] places = new int[Integer.highestOneBit(Math.max(SMALL, filled)) * 4];
        for (int i = 0; i < filled; i++) {
            place(places, i);
        }
        table = places;
    }

    private void place(int[] places, int index) {
        int mask = places.length - 1;
        int place = spread(elements[index]) & mask;
        while (places[place] != 0) {
            place = (place + 1) & mask;
        }
        places[place] = index + 1;
    }

    private static int spread(Object element) {
        int hash = element.hashCode() * 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }
}
