package dev.lockstep.checker.search;

import java.util.Arrays;

/**
 * Holds the fingerprints of the states that one thread has found, in that order. It also has the state before each: 16 bytes for both. Only that thread writes; others read what was written before the threads last met.
 */
final class StateLog {
    /** The state before an initial state: there is none. */
    static final long NONE = -1;

    private static final int CHUNK_BITS = 14;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int OWNER_SHIFT = 48;

    private final long owner;
    private long[][] fingerprints = new long[16][];
    private long[][] parents = new long[16][];
    private long size;

    /** @param thread the number of the thread, from 0 */
    StateLog(int thread) {
        this.owner = (long) thread << OWNER_SHIFT;
    }

    /** Returns the number that the next state will have; those after it have the next ones. */
    long next() {
        return owner | size;
    }

    /** Adds a state, and returns a number by which it is found again. */
    long add(long fingerprint, long parent) {
        int chunk = (int) (size >>> CHUNK_BITS);
        if (chunk == fingerprints.length) {
            fingerprints = Arrays.copyOf(fingerprints, chunk * 2);
            parents = Arrays.copyOf(parents, chunk * 2);
        }
        int at = (int) size & CHUNK - 1;
        if (at == 0) {
            fingerprints[chunk] = new long[CHUNK];
            parents[chunk] = new long[CHUNK];
        }
        fingerprints[chunk][at] = fingerprint;
        parents[chunk][at] = parent;
        return owner | size++;
    }

    /** Returns the thread that has the state with this number. */
    static int owner(long number) {
        return (int) (number >>> OWNER_SHIFT);
    }

    long fingerprint(long number) {
        return at(fingerprints, number);
    }

    /** Returns the number of the state before the one with this number; {@link #NONE} for an initial state. */
    long parent(long number) {
        return at(parents, number);
    }

    private static long at(long[][] chunks, long number) {
        long index = number & (1L << OWNER_SHIFT) - 1;
        return chunks[(int) (index >>> CHUNK_BITS)][(int) index & CHUNK - 1];
    }
}
