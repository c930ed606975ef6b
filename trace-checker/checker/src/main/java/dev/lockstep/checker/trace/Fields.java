package dev.lockstep.checker.trace;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds the fields of a JSON object in their order. It is a map for few entries, smaller than the library's. Those of an event that has a
 * shape are made when a value is asked for.
 */
public final class Fields<V> extends AbstractMap<String, V> {
    private static final String[] NO_NAMES = {};
    private static final Object[] NO_VALUES = {};

    private String[] names = NO_NAMES;
    private Object[] values;
    private final boolean areInterned;
    private int size;
    private final @Nullable OpenNumbers openNumbers;
    private final boolean isOpen;
    private volatile Object @Nullable [] filled;

    public Fields() {
        this(false);
    }

    private Fields(boolean areInterned) {
        this.values = NO_VALUES;
        this.areInterned = areInterned;
        this.openNumbers = null;
        this.isOpen = false;
    }

    private Fields(Fields<?> pattern, OpenNumbers openNumbers, boolean isOpen) {
        this.names = pattern.names;
        this.values = pattern.values;
        this.areInterned = pattern.areInterned;
        this.size = pattern.size;
        this.openNumbers = openNumbers;
        this.isOpen = isOpen;
    }

    /** Returns the fields of an event: what its shape has here, with the event's numbers where it is open. */
    static <V> Fields<V> ofShape(Fields<V> pattern, OpenNumbers openNumbers, boolean isOpen) {
        return new Fields<>(pattern, openNumbers, isOpen);
    }

    /** Returns the numbers of the event whose they are; null: they were not made by a shape. */
    @Nullable
    OpenNumbers openNumbers() {
        return openNumbers;
    }

    /** Returns fields to which only names are added that {@link String#intern} gives. */
    static <V> Fields<V> ofInterned() {
        return new Fields<>(true);
    }

    /** Returns the map's entries; the map itself if it is one of these. */
    public static <V> Fields<V> of(Map<String, V> map) {
        if (map instanceof Fields<V> fields) {
            return fields;
        }
        Fields<V> fields = new Fields<>();
        if (!map.isEmpty()) {
            map.forEach(fields::add);
        }
        return fields;
    }

    /** Returns whether the field is new; one that is there is left alone. */
    boolean add(String name, V value) {
        if ((areInterned ? indexOfSame(name) : indexOf(name)) >= 0) {
            return false;
        }
        if (size == names.length) {
            String[] moreNames = new String[Math.max(4, size * 2)];
            Object[] moreValues = new Object[moreNames.length];
            System.arraycopy(names, 0, moreNames, 0, size);
            System.arraycopy(values, 0, moreValues, 0, size);
            names = moreNames;
            values = moreValues;
        }
        names[size] = name;
        values[size++] = value;
        return true;
    }

    /** Returns the name at an index from 0. */
    public String name(int index) {
        return names[index];
    }

    /** Returns the value at an index from 0. */
    @SuppressWarnings("unchecked")
    public V value(int index) {
        return (V) (isOpen ? filled() : values)[index];
    }

    private Object[] filled() {
        Object[] known = filled;
        if (known == null) {
            known = new Object[size];
            for (int i = 0; i < size; i++) {
                known[i] = filled(values[i]);
            }
            filled = known;
        }
        return known;
    }

    @SuppressWarnings("unchecked")
    private Object filled(Object pattern) {
        OpenNumbers numbers = Objects.requireNonNull(openNumbers);
        return pattern instanceof Value value ? numbers.of(value) : numbers.all((List<Value>) pattern);
    }

    /** Returns whether there is a field of this name, which {@link String#intern} gives. */
    public boolean hasInterned(String name) {
        return (areInterned ? indexOfSame(name) : indexOf(name)) >= 0;
    }

    private int indexOfSame(@Nullable Object name) {
        String[] all = names;
        int count = size;
        for (int i = 0; i < count; i++) {
            if (all[i] == name) {
                return i;
            }
        }
        return -1;
    }

    private int indexOf(@Nullable Object name) {
        int same = indexOfSame(name);
        for (int i = 0; i < size && same < 0; i++) {
            if (names[i].equals(name)) {
                same = i;
            }
        }
        return same;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return indexOf(name) >= 0;
    }

    @Override
    public @Nullable V get(@Nullable Object name) {
        int index = indexOf(name);
        return index < 0 ? null : value(index);
    }

    @Override
    public Set<Map.Entry<String, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, V>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, V>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < size;
        }

        @Override
        public Map.Entry<String, V> next() {
            if (next == size) {
                throw new NoSuchElementException();
            }
            return new SimpleImmutableEntry<>(name(next), value(next++));
        }
    }
}
