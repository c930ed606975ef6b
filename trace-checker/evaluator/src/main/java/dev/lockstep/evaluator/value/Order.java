package dev.lockstep.evaluator.value;

import java.util.Arrays;

/**
 * Compares values as TLC does when it sorts the elements of a set, by {@code compareTo} of its values. Numbers are in their own order and
 * FALSE is before TRUE. Strings and model values are in the order in which TLC has met them first. Tuples, functions and sets are in the
 * order of their sizes; of those of one size the first difference counts. Model values are before everything else.
 */
public final class Order {
    /** Tells where TLC has met strings and the names of model values first. */
    public interface Names {
        /** Returns the place of a name among all. It is negative if it is not fixed, because the spec does not have the name. */
        int place(String name);
    }

    private static final int LARGEST_ARGUMENT = 1 << 30;
    private static final ThreadLocal<int[]> COMPARED = ThreadLocal.withInitial(() -> new int[1]);
    /** Whether any thread has: mostly none does, and each event asks. */
    private static volatile boolean isAnyCompared;

    private final Names names;

    public Order(Names names) {
        this.names = names;
    }

    /**
     * Returns how many times names were compared on this thread, one with another. What is evaluated while the number stays the same does
     * not depend on the order of names.
     */
    public static int namesCompared() {
        return isAnyCompared ? COMPARED.get()[0] : 0;
    }

    /** Says that what is evaluated depends on the order of names. */
    public static void compareNames() {
        isAnyCompared = true;
        COMPARED.get()[0]++;
    }

    /**
     * Compares two values, and returns a negative number, zero or a positive one as comparators do. Throws {@link Undecided} where TLC's
     * order is not known, or TLC has none.
     */
    public int compare(Object a, Object b) {
        if (a == b) {
            return 0;
        } else if (a instanceof Integer m && b instanceof Integer n) {
            return Integer.compare(m, n);
        } else if (a instanceof Model m) {
            return b instanceof Model n ? named(m.name(), n.name()) : -1;
        } else if (b instanceof Model) {
            return 1;
        } else if (a instanceof String s && b instanceof String t) {
            return named(s, t);
        } else if (a instanceof Boolean p && b instanceof Boolean q) {
            return Boolean.compare(p, q);
        } else if (a instanceof FiniteSet s && b instanceof FiniteSet t) {
            return s.size() != t.size() ? s.size() - t.size() : firstDifference(sorted(s), sorted(t));
        } else if (a instanceof Seq s && b instanceof Seq t) {
            return s.length() != t.length() ? s.length() - t.length() : firstDifference(s.toArray(), t.toArray());
        } else if ((a instanceof Fun || a instanceof Seq) && (b instanceof Fun || b instanceof Seq)) {
            return functions(a, b);
        }
        throw new Undecided("values of unlike kinds");
    }

    private int named(String a, String b) {
        if (a.equals(b)) {
            return 0;
        }
        compareNames();
        int place = names.place(a);
        int other = names.place(b);
        if (place < 0 || other < 0) {
            throw new Undecided("the order of strings that the spec does not have");
        }
        return Integer.compare(place, other);
    }

    private int firstDifference(Object[] a, Object[] b) {
        for (int i = 0; i < a.length; i++) {
            int difference = compare(a[i], b[i]);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private Object[] sorted(FiniteSet set) {
        Object[] elements = set.elements().toArray();
        Arrays.sort(elements, this::compare);
        return elements;
    }

    /** Compares argument by argument, the least first: the arguments are compared, then the values there. */
    private int functions(Object a, Object b) {
        FiniteSet domain = domain(a);
        FiniteSet other = domain(b);
        if (domain.size() != other.size()) {
            return domain.size() - other.size();
        }
        Object[] arguments = sorted(domain);
        Object[] others = sorted(other);
        for (int i = 0; i < arguments.length; i++) {
            requireSmall(arguments[i]);
            requireSmall(others[i]);
            int difference = compare(arguments[i], others[i]);
            if (difference == 0) {
                difference = compare(value(a, arguments[i]), value(b, others[i]));
            }
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    /** Requires that an integer is small: TLC subtracts integers that are arguments. */
    private static void requireSmall(Object argument) {
        if (argument instanceof Integer n && (n > LARGEST_ARGUMENT || n < -LARGEST_ARGUMENT)) {
            throw new Undecided("the order of functions of large integers");
        }
    }

    private static FiniteSet domain(Object function) {
        return function instanceof Fun fun ? fun.keys().domain() : ((Seq) function).domain();
    }

    private static Object value(Object function, Object argument) {
        return function instanceof Fun fun ? fun.apply(argument) : ((Seq) function).apply(argument);
    }
}
