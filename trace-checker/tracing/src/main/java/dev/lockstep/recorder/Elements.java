package dev.lockstep.recorder;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The elements of a set or the pairs of a map: written one behind the other, and in the end put in the order in which their texts would be as
 * strings. Mostly they are in order.
 */
final class Elements {
    private final Text text;
    private final int start;
    private int count;

    /** Where each ends. */
    private int[] ends = new int[4];

    /** How long each pair's key is, with the bracket before it and the comma behind; 0: it is no pair. */
    private int[] keys = new int[4];

    private boolean areInOrder = true;

    /** @param text to which nothing else is written until they are sorted */
    Elements(Text text) {
        this.text = text;
        this.start = text.length();
    }

    /** Another is about to be written. */
    void next() {
        if (count > 0) {
            text.plain(",");
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
            keys = Arrays.copyOf(keys, 2 * count);
        }
    }

    /** It is a pair, of which so far the key is written. */
    void key() {
        keys[count] = text.length() - start(count);
    }

    /** It is written. */
    void end() {
        ends[count] = text.length();
        count++;
        areInOrder = areInOrder && (count == 1 || compare(count - 2, count - 1) <= 0);
    }

    private int start(int i) {
        return i == 0 ? start : ends[i - 1] + 1;
    }

    /** @throws IllegalArgumentException their keys are the same: then nothing is between them when all are in order, so that they are compared */
    private int compare(int i, int j) {
        int from = start(i);
        int other = start(j);
        int common = text.mismatch(from, ends[i], other, ends[j]);
        if (keys[i] > 0 && keys[i] == keys[j] && (common < 0 || common >= keys[i])) {
            byte[] key = text.copy(from + 1, from + keys[i] - 1);
            throw new IllegalArgumentException(
                    "two keys of a map are written alike: " + new String(key, StandardCharsets.UTF_8));
        }
        if (common < 0 || from + common == ends[i] || other + common == ends[j]) {
            return Integer.compare(ends[i] - from, ends[j] - other);
        }
        return compare(text.at(from + common), text.at(other + common));
    }

    /** In UTF-16 a character that has four bytes in UTF-8, of which the first is 0xf0 or more, comes before those that begin with 0xee or 0xef. */
    private static int compare(byte one, byte other) {
        int a = one & 0xff;
        int b = other & 0xff;
        boolean isTheOtherWayRound = a >= 0xee && b >= 0xee && a >= 0xf0 != b >= 0xf0;
        return isTheOtherWayRound ? b - a : a - b;
    }

    void sort() {
        if (areInOrder) {
            return;
        }
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, this::compare);
        byte[] unsorted = text.copy(start, text.length());
        text.cut(start);
        for (int i = 0; i < count; i++) {
            int from = start(order[i]);
            if (i > 0) {
                text.plain(",");
            }
            text.bytes(unsorted, from - start, ends[order[i]] - from);
        }
    }
}
