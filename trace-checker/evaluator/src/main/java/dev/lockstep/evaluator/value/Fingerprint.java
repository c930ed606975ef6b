package dev.lockstep.evaluator.value;

import org.jspecify.annotations.Nullable;

/**
 * Gives values and states 64-bit fingerprints. Equal values have equal ones, whatever the order in which their elements came. Different values
 * have the same one with a probability of about 2^-64, if fingerprints are taken for random numbers.
 */
public final class Fingerprint {
    private static final long OF_INTEGER = 0x9E3779B97F4A7C15L;
    private static final long OF_STRING = 0xC2B2AE3D27D4EB4FL;
    static final long OF_SET = 0x165667B19E3779F9L;
    static final long OF_SEQUENCE = 0xD6E8FEB86659FD93L;
    static final long OF_FUNCTION = 0xA0761D6478BD642FL;
    private static final long OF_ARGUMENT = 0xE7037ED1A0B428DBL;
    private static final long OF_VARIABLE = 0x8EBC6AF09C88C6E3L;
    private static final long TRUTH = 0x589965CC75374CC3L;
    private static final long FALSEHOOD = 0x1D8E4E27C47D124FL;

    private static final int LONGEST_KNOWN = 64;
    private static final @Nullable Text[] TEXTS = new Text[1 << 10];

    /** Holds a string and its fingerprint. */
    private record Text(String text, long fingerprint) {}

    private Fingerprint() {}

    /** Returns the fingerprint of a state: the values of all variables, in their order. Throws {@link Undecided} as {@link #of(Object)}. */
    public static long of(Object[] state) {
        long sum = 0;
        for (int i = 0; i < state.length; i++) {
            sum += variable(i, of(state[i]));
        }
        return mixed(sum);
    }

    /** Returns the fingerprint of a value. Throws {@link Undecided} for a set that is not written out. */
    public static long of(Object value) {
        if (value instanceof Integer number) {
            return mixed(number * OF_INTEGER + 1);
        } else if (value instanceof Fun fun) {
            return fun.fingerprint();
        } else if (value instanceof Seq seq) {
            return seq.fingerprint();
        } else if (value instanceof FiniteSet set) {
            return set.fingerprint();
        } else if (value instanceof String text) {
            return ofString(text);
        } else if (value instanceof Boolean truth) {
            return truth ? TRUTH : FALSEHOOD;
        } else if (value instanceof Model model) {
            return model.fingerprint();
        }
        throw new Undecided("a value that is not written out");
    }

    /** Returns what the value of a variable adds to the fingerprint of a state. */
    static long variable(int index, long value) {
        return mixed(value + (index + 1) * OF_VARIABLE);
    }

    /** Most strings of a state are among the few of the spec. */
    private static long ofString(String text) {
        if (text.length() > LONGEST_KNOWN) {
            return ofText(text, OF_STRING);
        }
        int place = text.hashCode() & TEXTS.length - 1;
        Text known = TEXTS[place];
        if (known == null || !known.text.equals(text)) {
            known = new Text(text, ofText(text, OF_STRING));
            TEXTS[place] = known; // a thread that does not see it makes one of its own
        }
        return known.fingerprint;
    }

    static long ofText(String text, long kind) {
        long hash = kind;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * OF_INTEGER;
            hash ^= hash >>> 29;
        }
        return mixed(hash);
    }

    static long ofSet(FiniteSet set) {
        long sum = OF_SET;
        for (int i = 0; i < set.size(); i++) {
            sum += element(of(set.get(i)));
        }
        return mixed(sum);
    }

    static long ofSequence(Seq seq) {
        long hash = OF_SEQUENCE;
        for (int i = 0; i < seq.length(); i++) {
            hash = next(hash, of(seq.get(i)));
        }
        return mixed(hash);
    }

    static long ofFunction(Keys keys, Object[] values) {
        long[] arguments = keys.fingerprints();
        long sum = OF_FUNCTION;
        for (int i = 0; i < values.length; i++) {
            sum += pair(arguments[i], of(values[i]));
        }
        return mixed(sum);
    }

    static long[] ofArguments(@Nullable Object[] keys) {
        long[] fingerprints = new long[keys.length];
        for (int i = 0; i < keys.length; i++) {
            fingerprints[i] = of(keys[i]);
        }
        return fingerprints;
    }

    static long element(long fingerprint) {
        return mixed(fingerprint + OF_SET);
    }

    static long next(long hash, long fingerprint) {
        return mixed(hash * OF_ARGUMENT + fingerprint);
    }

    static long pair(long argument, long value) {
        return mixed(argument * OF_ARGUMENT + value);
    }

    /** Mixes the bits; it is a bijection (the finalizer of SplitMix64, Steele, Lea and Flood, OOPSLA 2014). */
    static long mixed(long bits) {
        long mixed = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
