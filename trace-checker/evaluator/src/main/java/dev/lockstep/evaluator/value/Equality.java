package dev.lockstep.evaluator.value;

/** Gives all values an equality and a text. Equality is TLC's, where values of unlike kinds cannot be compared. */
public final class Equality {
    private Equality() {}

    /** Throws {@link Undecided} where the values differ in a way that TLC may not compare. */
    public static boolean same(Object a, Object b) {
        if (a == b || a.equals(b)) {
            return true;
        }
        if (!(a instanceof String && b instanceof String || a instanceof Integer && b instanceof Integer)) {
            requireComparable(a, b);
        }
        return false;
    }

    /** The values must differ. Throws {@link Undecided} if that may be because they are of unlike kinds. */
    static void requireComparable(Object a, Object b) {
        if (a instanceof Integer && b instanceof Integer) {
            return;
        }
        if (a instanceof Model || b instanceof Model) {
            if (Model.type(a) != Model.type(b)) {
                throw new Undecided("a typed model value");
            }
        } else if (a instanceof Seq s && b instanceof Seq t) {
            requireComparableElements(s, t);
        } else if (a instanceof Fun f && b instanceof Fun g) {
            requireComparableValues(f, g);
        } else if (a instanceof FiniteSet s && b instanceof FiniteSet t) {
            if (!s.isEmpty() && !t.isEmpty() && !s.get(0).equals(t.get(0))) {
                requireComparable(s.get(0), t.get(0));
            }
        } else if (a.getClass() != b.getClass()) {
            throw new Undecided("values of unlike kinds");
        }
    }

    private static void requireComparableElements(Seq a, Seq b) {
        int both = Math.min(a.length(), b.length());
        for (int i = 0; i < both; i++) {
            if (!a.get(i).equals(b.get(i))) {
                requireComparable(a.get(i), b.get(i));
                return;
            }
        }
    }

    /** Requires that TLC can compare the values. TLC stops where they differ first, in an order of its own. */
    private static void requireComparableValues(Fun a, Fun b) {
        for (int i = 0; i < a.keys().size(); i++) {
            int place = a.keys() == b.keys() ? i : b.keys().placeOf(a.keys().get(i));
            if (place >= 0 && !a.get(i).equals(b.get(place))) {
                requireComparable(a.get(i), b.get(place));
            }
        }
    }

    /** Makes a value safe to be seen by several threads: what extends it does not share with it. */
    public static Object freeze(Object value) {
        if (value instanceof FiniteSet set) {
            set.freeze();
        } else if (value instanceof Seq seq) {
            seq.freeze();
        } else if (value instanceof Fun fun) {
            fun.freeze();
        }
        return value;
    }

    /** Does the same with the values of a state. */
    public static void freeze(Object[] state) {
        for (Object value : state) {
            freeze(value);
        }
    }

    /** Writes a value as TLA+ does. */
    public static String show(Object value) {
        if (value instanceof String text) {
            return '"' + text + '"';
        }
        return value instanceof Boolean b ? (b ? "TRUE" : "FALSE") : value.toString();
    }
}
