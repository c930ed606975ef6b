package dev.lockstep.checker.reason;

/**
 * Marks what is false in a line, as a terminal shows it.
 *
 * @param begin what comes before it
 * @param end what comes after it
 */
public record Emphasis(String begin, String end) {
    /** Marks nothing: for files, and for programs. */
    public static final Emphasis NONE = new Emphasis("", "");

    /** Makes it bold and red, on terminals that know ECMA-48. */
    public static final Emphasis BOLD_RED = new Emphasis("\u001b[1;31m", "\u001b[0m");

    private static final String DOTS = "...";

    String of(String text) {
        return begin + text + end;
    }

    /** Returns the line, cut to so many characters without the marks. No mark is cut, and none is left open. */
    public String cut(String line, int most) {
        String plain = begin.isEmpty() ? line : line.replace(begin, "").replace(end, "");
        if (plain.length() <= most) {
            return line;
        }
        StringBuilder cut = new StringBuilder();
        boolean isOpen = false;
        int shown = 0;
        int i = 0;
        while (shown < most - DOTS.length()) {
            String mark = begin.isEmpty() ? "" : line.startsWith(begin, i) ? begin : line.startsWith(end, i) ? end : "";
            if (mark.isEmpty()) {
                cut.append(line.charAt(i++));
                shown++;
            } else {
                cut.append(mark);
                i += mark.length();
                isOpen = mark.equals(begin);
            }
        }
        return cut + DOTS + (isOpen ? end : "");
    }
}
