package dev.lockstep.reading;

import java.util.List;

/**
 * Estimates how long reading takes, by length. A minute is enough for 25 lines of spec or code, or 220 words of prose and comments.
 */
final class Minutes {
    private static final double LINES = 25;
    private static final double WORDS = 220;

    private Minutes() {}

    /** Returns the minutes for the lines of a spec or of code. */
    static double ofText(List<String> lines) {
        long code = 0;
        long words = 0;
        boolean isWithin = false;
        for (String line : lines) {
            String stripped = line.strip();
            boolean begins = stripped.startsWith("(*") || stripped.startsWith("/*");
            boolean isComment = isWithin || begins || stripped.startsWith("\\*") || stripped.startsWith("//");
            if (isComment) {
                words += words(stripped);
                isWithin = (isWithin || begins) && !stripped.endsWith("*)") && !stripped.endsWith("*/");
            } else if (!stripped.isEmpty()) {
                code++;
            }
        }
        return code / LINES + words / WORDS;
    }

    static double ofProse(String text) {
        return words(text) / WORDS;
    }

    private static long words(String text) {
        return List.of(text.split("\\W+")).stream()
                .filter(word -> !word.isEmpty())
                .count();
    }

    /** Returns the time in words: at least one minute. */
    static String shown(double minutes) {
        return Math.max(1, Math.round(minutes)) + " min";
    }
}
