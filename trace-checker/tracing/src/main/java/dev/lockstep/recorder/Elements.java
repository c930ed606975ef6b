package dev.lockstep.recorder;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the elements of a set, or the pairs of a map, and sorts them in the end. They are sorted as their texts would be as strings.
 * Mostly they are in order already.
 */
final class Elements {
    private final Text text;
    private final int start;
    private int count;

    /** The position in the text at which each element ends. */
    private int[] ends = new int[4];

    /** The length of each pair's key, with its bracket and its comma; 0 if the element is no pair. */
    private int[] keys = new int[4];

    private boolean areInOrder = true;

    /** @param text the text to write to; nothing else is written to it until the elements are sorted */
    Elements(Text text) {
        this.text = text;
        this.start = text.length();
    }

    /** Tells that another element is about to be written. */
    void next() {
        if (count > 0) {
            text.plain(",");
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
            keys = Arrays.copyOf(keys, 2 * count);
        }
    }

    /** Tells that the element is a pair, and that its key is written. */
    void key() {
        keys[count] = text.length() - start(count);
    }

    /** Tells that the element is written. */
    void end() {
        ends[count] = text.length();
        count++;
        areInOrder = areInOrder && (count == 1 || compare(count - 2, count - 1) <= 0);
    }

    private int start(int i) {
        return i == 0 ? start : ends[i - 1] + 1;
    }

    /**
     * Compares two elements. Equal keys are always found: when all elements are in order, nothing is between the two, so that they are
     * compared.
     *
     * @throws IllegalArgumentException the keys of the two elements are the same
     */
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

    /**
     * Compares two bytes of UTF-8 as the order of UTF-16 demands. There, a character of four bytes in UTF-8, whose first byte is 0xf0 or
     * more, comes before those whose first byte is 0xee or 0xef.
     */
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
