package dev.lockstep.evaluator.value;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** States with some values, strings or model values, in each other's place. */
public final class Renaming {
    private static final int ROUNDS = 2;
    private static final int ITSELF = 0x5bd1e995;

    private final Map<Object, Object> names;

    /** @param names for some values, what each becomes */
    public Renaming(Map<?, ?> names) {
        this.names = new HashMap<>(names);
    }

    /** Returns whether the two are strings, or model values of one type: only such may have each other's place. */
    public static boolean areOfOneKind(Object a, Object b) {
        return a instanceof String && b instanceof String
                || a instanceof Model && b instanceof Model && Model.type(a) == Model.type(b);
    }

    /** Returns whether the value is written out: of another it is not known which names it has. */
    public boolean canBeOf(Object value) {
        if (value instanceof FiniteSet set) {
            for (int i = 0; i < set.size(); i++) {
                if (!canBeOf(set.get(i))) {
                    return false;
                }
            }
            return true;
        } else if (value instanceof Seq seq) {
            return canBeOf(seq.toArray());
        } else if (value instanceof Fun fun) {
            for (int i = 0; i < fun.keys().size(); i++) {
                if (!canBeOf(fun.keys().get(i)) || !canBeOf(fun.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return value instanceof String
                || value instanceof Model
                || value instanceof Integer
                || value instanceof Boolean;
    }

    /** Returns whether all of the values are written out. */
    public boolean canBeOf(Object[] values) {
        for (Object value : values) {
            if (!canBeOf(value)) {
                return false;
            }
        }
        return true;
    }

    /** Renames a value. Returns the value itself if it has none of the names. */
    public Object of(Object value) {
        if (value instanceof String || value instanceof Model) {
            Object renamed = names.get(value);
            return renamed == null ? value : renamed;
        } else if (value instanceof FiniteSet set) {
            Object[] elements = of(set.elements().toArray());
            return same(elements, set.elements().toArray()) ? set : FiniteSet.of(elements, elements.length);
        } else if (value instanceof Seq seq) {
            Object[] elements = of(seq.toArray());
            return same(elements, seq.toArray()) ? seq : Seq.of(elements);
        } else if (value instanceof Fun fun) {
            return of(fun);
        }
        return value;
    }

    private Object of(Fun fun) {
        Object[] keys = fun.keys().domain().elements().toArray();
        Object[] newKeys = of(keys);
        Object[] values = new Object[keys.length];
        Object[] newValues = new Object[keys.length];
        for (int i = 0; i < keys.length; i++) {
            values[i] = fun.apply(keys[i]);
            newValues[i] = of(values[i]);
        }
        if (same(keys, newKeys)) {
            return same(values, newValues) ? fun : Fun.of(keys, newValues);
        }
        return Fun.of(newKeys, newValues);
    }

    /** Renames the values of all variables. */
    public Object[] of(Object[] values) {
        Object[] renamed = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            renamed[i] = of(values[i]);
        }
        return renamed;
    }

    private static boolean same(Object[] a, Object[] b) {
        for (int i = 0; i < a.length; i++) {
            if (a[i] != b[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns one of the states that differ by the names of some values alone. It is the same for most of them, so that few are kept.
     *
     * @param alike the values, in the same order at each call
     */
    public static Object[] representative(Object[] state, List<Object> alike) {
        Map<Object, Integer> colours = new HashMap<>();
        alike.forEach(name -> colours.put(name, 1));
        for (int round = 0; round < ROUNDS; round++) {
            Map<Object, Integer> finer = new HashMap<>();
            for (Object name : alike) {
                int colour = 0;
                for (Object value : state) {
                    colour = colour * 31 + colour(value, name, colours);
                }
                finer.put(name, colour);
            }
            colours.putAll(finer);
        }
        List<Object> sorted = new ArrayList<>(alike);
        sorted.sort(Comparator.comparing(colours::get));
        Map<Object, Object> names = new HashMap<>();
        for (int i = 0; i < sorted.size(); i++) {
            names.put(sorted.get(i), alike.get(i));
        }
        return new Renaming(names).of(state);
    }

    /** Returns a hash that is the same for values that differ only by other names of one colour. */
    private static int colour(Object value, Object one, Map<Object, Integer> colours) {
        if (value.equals(one)) {
            return ITSELF;
        }
        int colour;
        if (value instanceof FiniteSet set) {
            colour = 3;
            for (int i = 0; i < set.size(); i++) {
                colour += mixed(colour(set.get(i), one, colours));
            }
        } else if (value instanceof Seq seq) {
            colour = 5;
            for (int i = 0; i < seq.length(); i++) {
                colour = colour * 31 + colour(seq.get(i), one, colours);
            }
        } else if (value instanceof Fun fun) {
            colour = 7;
            for (int i = 0; i < fun.keys().size(); i++) {
                int pair = colour(fun.keys().get(i), one, colours) * 31 + colour(fun.get(i), one, colours);
                colour += mixed(pair);
            }
        } else {
            Integer known = colours.get(value);
            colour = known == null ? value.hashCode() : known;
        }
        return mixed(colour);
    }

    private static int mixed(int hash) {
        int product = hash * 0x9E3779B9;
        return product ^ (product >>> 15);
    }

    /** Returns whether the value has one of the names in it. */
    public static boolean mentions(Object value, Set<Object> names) {
        if (value instanceof FiniteSet set) {
            return set.elements().stream().anyMatch(element -> mentions(element, names));
        } else if (value instanceof Seq seq) {
            return List.of(seq.toArray()).stream().anyMatch(element -> mentions(element, names));
        } else if (value instanceof Fun fun) {
            for (int i = 0; i < fun.keys().size(); i++) {
                if (mentions(fun.keys().get(i), names) || mentions(fun.get(i), names)) {
                    return true;
                }
            }
            return false;
        }
        return names.contains(value);
    }
}
