package dev.lockstep.checker.logs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts the lines that match nothing, by what they look like. Lines that differ in numbers only are of one kind. */
final class Unmatched {
    private static final int MOST_TOLD = 5;
    private static final int MOST_TEXT = 100;

    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private long count;

    /** Holds lines of one kind, and the first of them. */
    private record Kind(long count, String place, String text) {
        Kind oneMore() {
            return new Kind(count + 1, place, text);
        }
    }

    /** @param place the line's file and number */
    void add(String place, String text) {
        count++;
        kinds.merge(text.replaceAll("\\d+", "0"), new Kind(1, place, text), (known, one) -> known.oneMore());
    }

    /** Returns how many lines there are, of all kinds. */
    long count() {
        return count;
    }

    /** Returns the kinds of which there are most lines, one a line of text. */
    List<String> lines() {
        List<String> told = new ArrayList<>(kinds.values().stream()
                .sorted(Comparator.comparingLong(Kind::count).reversed())
                .limit(MOST_TOLD)
                .map(kind -> (kind.count == 1 ? "ignored: " : "ignored " + kind.count + " times, first: ") + kind.place
                        + ": "
                        + (kind.text.length() > MOST_TEXT ? kind.text.substring(0, MOST_TEXT) + "..." : kind.text))
                .toList());
        if (kinds.size() > MOST_TOLD) {
            told.add("ignored: lines of " + (kinds.size() - MOST_TOLD) + " more kinds");
        }
        return told;
    }
}
