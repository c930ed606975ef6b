package dev.lockstep.evaluator.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Holds a function that is no sequence; a record is a function of strings. */
public final class Fun {
    private final Keys keys;
    private final Object[] values;
    private int hash;
    private long fingerprint;
    private boolean frozen;

    /** Makes a function for {@link Keys#function}. */
    Fun(Keys keys, Object[] values) {
        this.keys = keys;
        this.values = values;
    }

    /** Returns the function with these values at these arguments, which are distinct. */
    public static Object of(Object[] arguments, Object[] values) {
        if (arguments.length == 0) {
            return Seq.EMPTY;
        }
        Keys keys = keys(arguments);
        Object[] ordered = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            ordered[keys.place(arguments[i])] = values[i];
        }
        return keys.function(ordered);
    }

    /** Returns the arguments in an order of their own: equal sets may have come in another. */
    private static Keys keys(Object[] arguments) {
        for (Object argument : arguments) {
            if (!(argument instanceof String)) {
                return FiniteSet.of(arguments, arguments.length).keys();
            }
        }
        return Keys.ofRecord(Arrays.copyOf(arguments, arguments.length, String[].class));
    }

    public Keys keys() {
        return keys;
    }

    /** Returns the value at the n-th of the {@link #keys}. */
    public Object get(int place) {
        return values[place];
    }

    /** Throws {@link Undecided} outside of the domain. */
    public Object apply(Object argument) {
        return values[keys.place(argument)];
    }

    void freeze() {
        if (!frozen) {
            for (int i = 0; i < values.length; i++) {
                Equality.freeze(keys.get(i));
                Equality.freeze(values[i]);
            }
            frozen = true;
        }
    }

    long fingerprint() {
        long known = fingerprint;
        if (known == 0) {
            known = Fingerprint.ofFunction(keys, values);
            fingerprint = known;
        }
        return known;
    }

    public Fun with(int place, Object value) {
        if (values[place] == value) {
            return this;
        }
        Object[] changed = new Object[values.length];
        System.arraycopy(values, 0, changed, 0, values.length);
        changed[place] = value;
        return new Fun(keys, changed);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof Fun that) || values.length != that.values.length) {
            return false;
        }
        if (hash != 0 && that.hash != 0 && hash != that.hash) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            int place = keys == that.keys ? i : that.keys.placeOf(keys.get(i));
            if (place < 0 || values[i] != that.values[place] && !values[i].equals(that.values[place])) {
                return false;
            }
        }
        return true;
    }

    /** Mixes the bits with the finalizer of MurmurHash3. Functions to small integers with the same sum then differ in their hashes. */
    private static int mixed(int pair) {
        int mixed = (pair ^ pair >>> 16) * 0x85EBCA6B;
        mixed = (mixed ^ mixed >>> 13) * 0xC2B2AE35;
        return mixed ^ mixed >>> 16;
    }

    @Override
    public int hashCode() {
        int sum = hash;
        if (sum == 0) {
            for (int i = 0; i < values.length; i++) {
                sum += mixed(keys.get(i).hashCode() * 31 + values[i].hashCode());
            }
            sum = sum == 0 ? 1 : sum;
            hash = sum;
        }
        return sum;
    }

    @Override
    public String toString() {
        boolean isRecord = keys.get(0) instanceof String;
        StringBuilder text = new StringBuilder(isRecord ? "[" : "(");
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                text.append(isRecord ? ", " : " @@ ");
            }
            text.append(isRecord ? keys.get(i) + " |-> " : Equality.show(keys.get(i)) + " :> ");
            text.append(Equality.show(values[i]));
        }
        return text.append(isRecord ? "]" : ")").toString();
    }
}
