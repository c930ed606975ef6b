package dev.lockstep.checker.search;

import java.util.Arrays;

/**
 * Holds the fingerprints of the states that were found, in tables of long integers. They are filled to a half at most. Several
 * threads may use it: each table has a lock of its own.
 */
final class SeenSet {
    private static final int TABLES = 1 << 8;
    private static final int SMALLEST = 1 << 8;

    private final Table[] tables = new Table[TABLES];

    SeenSet() {
        Arrays.setAll(tables, i -> new Table());
    }

    /** Adds a fingerprint, and returns whether it was not there. */
    boolean add(long fingerprint) {
        return tables[(int) (fingerprint >>> 56)].add(fingerprint);
    }

    /** Returns whether a fingerprint is there. */
    boolean has(long fingerprint) {
        return tables[(int) (fingerprint >>> 56)].has(fingerprint);
    }

    /** Holds those whose first 8 bits are the same. 0 marks a free place; the fingerprint 0 is taken for 1. */
    private static final class Table {
        private long[] places = new long[SMALLEST];
        private int filled;

        synchronized boolean add(long fingerprint) {
            long wanted = fingerprint == 0 ? 1 : fingerprint;
            if (!put(places, wanted)) {
                return false;
            }
            filled++;
            if (filled > places.length / 2) {
                long[] larger = new long[places.length * 2];
                for (long known : places) {
                    if (known != 0) {
                        put(larger, known);
                    }
                }
                places = larger;
            }
            return true;
        }

        synchronized boolean has(long fingerprint) {
            long wanted = fingerprint == 0 ? 1 : fingerprint;
            int mask = places.length - 1;
            int at = (int) wanted & mask;
            while (places[at] != 0) {
                if (places[at] == wanted) {
                    return true;
                }
                at = (at + 1) & mask;
            }
            return false;
        }

        private static boolean put(long[] places, long fingerprint) {
            int mask = places.length - 1;
            int at = (int) fingerprint & mask;
            while (places[at] != 0) {
                if (places[at] == fingerprint) {
                    return false;
                }
                at = (at + 1) & mask;
            }
            places[at] = fingerprint;
            return true;
        }
    }
}
