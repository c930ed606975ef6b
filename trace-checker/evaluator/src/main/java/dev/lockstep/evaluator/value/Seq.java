package dev.lockstep.evaluator.value;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds a sequence or tuple: a function whose domain is 1..n. To append to the newest version of a sequence, and to take a part of it,
 * takes no longer for a long one.
 */
public final class Seq {
    public static final Seq EMPTY = new Seq(new Buffer(new Object[0], 0), 0, 0);

    /** Keeps elements one after the other. The sequences that share it have a part of them each. */
    private static final class Buffer {
        private Object[] elements;
        private int filled;
        private boolean frozen;

        Buffer(Object[] elements, int filled) {
            this.elements = elements;
            this.filled = filled;
        }
    }

    private final Buffer buffer;
    private final int offset;
    private final int length;
    private int hash;
    private long fingerprint;

    private Seq(Buffer buffer, int offset, int length) {
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
    }

    /** The array belongs to the sequence from then on. */
    public static Seq of(Object... elements) {
        return elements.length == 0 ? EMPTY : new Seq(new Buffer(elements, elements.length), 0, elements.length);
    }

    public int length() {
        return length;
    }

    /** Returns the element at an index from 0. */
    public Object get(int index) {
        return buffer.elements[offset + index];
    }

    /** Returns the element at an index from 1, as in TLA+. Throws {@link Undecided} outside of the domain. */
    public Object apply(Object argument) {
        return buffer.elements[offset + index(argument)];
    }

    private int index(Object argument) {
        if (argument instanceof Integer n && n >= 1 && n <= length) {
            return n - 1;
        }
        throw new Undecided("an argument outside of a sequence's domain");
    }

    public Seq append(Object element) {
        int end = offset + length;
        if (length == 0) {
            return of(element);
        }
        if (end < buffer.filled && buffer.elements[end].equals(element)) {
            return new Seq(buffer, offset, length + 1); // the same step was taken before
        }
        if (end < buffer.filled || end == buffer.elements.length || buffer.frozen) {
            Object[] copy = new Object[length * 2 + 2];
            System.arraycopy(buffer.elements, offset, copy, 0, length);
            copy[length] = element;
            return new Seq(new Buffer(copy, length + 1), 0, length + 1);
        }
        buffer.elements[end] = element;
        buffer.filled = end + 1;
        return new Seq(buffer, offset, length + 1);
    }

    public Seq concat(Seq other) {
        if (length == 0) {
            return other;
        }
        Seq result = this;
        for (int i = 0; i < other.length; i++) {
            result = result.append(other.get(i));
        }
        return result;
    }

    /** Returns its elements from the one index, from 0, to the other, which is excluded. */
    public Seq part(int from, int to) {
        return from >= to ? EMPTY : from == 0 && to == length ? this : new Seq(buffer, offset + from, to - from);
    }

    /** Returns whether it begins with what is left of the other without its first elements. */
    boolean begins(Seq other, int without) {
        int rest = other.length - without;
        if (rest > length) {
            return false;
        }
        if (buffer == other.buffer && offset == other.offset + without) {
            return true;
        }
        for (int i = 0; i < rest; i++) {
            if (!get(i).equals(other.get(without + i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns whether it is known to begin with the other one's elements, without the first ones of those. It has as many of them as it is
     * long, because it has grown out of the other or is a part of it.
     */
    public boolean isContinuationOf(Seq other, int without) {
        return buffer == other.buffer && offset == other.offset + without;
    }

    /** The index must be in the domain. */
    public Seq with(Object argument, Object value) {
        int index = index(argument);
        if (get(index) == value) {
            return this;
        }
        Object[] changed = toArray();
        changed[index] = value;
        return of(changed);
    }

    void freeze() {
        if (!buffer.frozen) {
            for (int i = 0; i < buffer.filled; i++) {
                Equality.freeze(buffer.elements[i]);
            }
            buffer.frozen = true;
        }
    }

    long fingerprint() {
        long known = fingerprint;
        if (known == 0) {
            known = Fingerprint.ofSequence(this);
            fingerprint = known;
        }
        return known;
    }

    public Object[] toArray() {
        Object[] array = new Object[length];
        System.arraycopy(buffer.elements, offset, array, 0, length);
        return array;
    }

    public FiniteSet domain() {
        return FiniteSet.interval(1, length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof Seq that) || length != that.length) {
            return false;
        }
        if (buffer == that.buffer && offset == that.offset) {
            return true;
        }
        for (int i = 0; i < length; i++) {
            Object a = get(i);
            Object b = that.get(i);
            if (a != b && !a.equals(b)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int sum = hash;
        if (sum == 0) {
            sum = 1;
            for (int i = 0; i < length; i++) {
                sum = sum * 31 + get(i).hashCode();
            }
            sum = sum == 0 ? 1 : sum;
            hash = sum;
        }
        return sum;
    }

    @Override
    public String toString() {
        return List.of(toArray()).stream().map(Equality::show).collect(Collectors.joining(", ", "<<", ">>"));
    }
}
