package dev.lockstep.checker.value;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The domain of a function, in an order of its own: the n-th argument is that of the function's n-th value. */
public final class Keys {
    private static final int SMALL = 8;
    private static final int MOST_KNOWN = 1 << 12;
    private static final Map<List<Object>, Keys> OF_RECORDS = new ConcurrentHashMap<>();
    private static final Map<FiniteSet, Keys> OF_SETS = new ConcurrentHashMap<>();

    private final Object[] keys;
    private final @Nullable Map<Object, Integer> places;
    private final int @Nullable [] sequence;
    private volatile @Nullable FiniteSet domain;

    private Keys(Object[] keys) {
        this.keys = keys;
        this.places = keys.length <= SMALL ? null : new HashMap<>();
        if (places != null) {
            for (int i = 0; i < keys.length; i++) {
                places.put(keys[i], i);
            }
        }
        this.sequence = sequence(keys);
    }

    /** Of the set's elements: one object for equal sets that are small, of names and numbers. */
    static Keys of(FiniteSet set) {
        Object[] elements = set.elements().toArray();
        if (elements.length > SMALL || elements.length == 0) {
            return new Keys(elements);
        }
        boolean areStrings = true;
        for (Object element : elements) {
            areStrings &= element instanceof String;
            if (!(element instanceof String || element instanceof Model || element instanceof Integer)) {
                return new Keys(elements);
            }
        }
        if (areStrings) {
            return ofRecord(Arrays.copyOf(elements, elements.length, String[].class));
        }
        FiniteSet shared = FiniteSet.shared(elements);
        return known(OF_SETS, shared, elements);
    }

    /** The fields of records, one object for each set of them. */
    public static Keys ofRecord(String... fields) {
        String[] sorted = fields.clone();
        Arrays.sort(sorted);
        Object[] names = Arrays.copyOf(sorted, sorted.length, Object[].class);
        return known(OF_RECORDS, List.of(names), names);
    }

    private static <T> Keys known(Map<T, Keys> all, T domain, Object[] keys) {
        Keys known = all.get(domain);
        if (known == null) {
            known = new Keys(keys);
            if (all.size() < MOST_KNOWN) {
                Keys other = all.putIfAbsent(domain, known);
                known = other == null ? known : other;
            }
        }
        return known;
    }

    /** By place, which of 1..n it is; null: the domain is no such interval. */
    private static int @Nullable [] sequence(Object[] keys) {
        int[] order = new int[keys.length];
        boolean[] seen = new boolean[keys.length];
        for (int i = 0; i < keys.length; i++) {
            if (!(keys[i] instanceof Integer n) || n < 1 || n > keys.length || seen[n - 1]) {
                return null;
            }
            seen[n - 1] = true;
            order[i] = n;
        }
        return order;
    }

    public int size() {
        return keys.length;
    }

    public Object get(int place) {
        return keys[place];
    }

    /** -1: it is not in the domain. */
    public int placeOf(Object key) {
        if (places != null) {
            Integer place = places.get(key);
            return place == null ? -1 : place;
        }
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] == key) {
                return i;
            }
        }
        for (int i = 0; i < keys.length; i++) {
            if (keys[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    /** As {@link #placeOf}; throws {@link Undecided} if it is not in the domain. */
    public int place(Object key) {
        int place = placeOf(key);
        if (place < 0) {
            throw new Undecided("an argument outside of a function's domain");
        }
        return place;
    }

    public FiniteSet domain() {
        FiniteSet known = domain;
        if (known == null) {
            known = FiniteSet.shared(keys);
            domain = known;
        }
        return known;
    }

    /** The function with these values, by place; a sequence if the domain is 1..n. */
    public Object function(Object[] values) {
        if (sequence == null) {
            return new Fun(this, values);
        }
        Object[] ordered = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            ordered[sequence[i] - 1] = values[i];
        }
        return Seq.of(ordered);
    }
}
