package dev.lockstep.evaluator.value;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Holds the domain of a function in an order of its own: the n-th argument belongs to the n-th value. */
public final class Keys {
    private static final int SMALL = 8;
    private static final int MOST_KNOWN = 1 << 12;
    private static final Map<List<Object>, Keys> OF_RECORDS = new ConcurrentHashMap<>();
    private static final Map<FiniteSet, Keys> OF_SETS = new ConcurrentHashMap<>();

    private final Object[] keys;
    private final @Nullable Map<Object, Integer> places;
    private final int @Nullable [] sequence;
    private volatile @Nullable FiniteSet domain;
    private volatile long @Nullable [] fingerprints;

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

    /** Returns the domain of the set's elements. Equal sets that are small, of names and numbers, share one object. */
    static Keys of(FiniteSet set) {
        int size = set.size();
        boolean isSmall = size > 0 && size <= SMALL;
        boolean areStrings = true;
        for (int i = 0; i < size && isSmall; i++) {
            Object element = set.get(i);
            areStrings &= element instanceof String;
            isSmall = element instanceof String || element instanceof Model || element instanceof Integer;
        }
        Keys known = isSmall ? OF_SETS.get(set) : null;
        if (known != null) {
            return known;
        }
        Object[] elements = set.elements().toArray();
        if (!isSmall) {
            return new Keys(elements);
        }
        FiniteSet shared = FiniteSet.shared(elements);
        return areStrings
                ? known(OF_SETS, shared, ofRecord(Arrays.copyOf(elements, elements.length, String[].class)))
                : known(OF_SETS, shared, new Keys(elements));
    }

    /** Returns the fields of records, one object for each set of them. */
    public static Keys ofRecord(String... fields) {
        String[] sorted = fields.clone();
        Arrays.sort(sorted);
        Object[] names = Arrays.copyOf(sorted, sorted.length, Object[].class);
        List<Object> domain = List.of(names);
        Keys known = OF_RECORDS.get(domain);
        return known != null ? known : known(OF_RECORDS, domain, new Keys(names));
    }

    /** Returns the known object for this domain. If there is none, it is the given one from now on. */
    private static <T> Keys known(Map<T, Keys> all, T domain, Keys keys) {
        Keys known = all.size() < MOST_KNOWN ? all.putIfAbsent(domain, keys) : all.get(domain);
        return known == null ? keys : known;
    }

    /** Returns by place which of 1..n a key is; null: the domain is no such interval. */
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

    /** Returns the place of an argument; -1: it is not in the domain. */
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

    /** Returns the place of an argument. Throws {@link Undecided} if it is not in the domain. */
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

    /** Returns the fingerprints of the arguments, by place. */
    long[] fingerprints() {
        long[] known = fingerprints;
        if (known == null) {
            known = Fingerprint.ofArguments(keys);
            fingerprints = known;
        }
        return known;
    }

    /** Returns the function with these values, by place. It is a sequence if the domain is 1..n. */
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
