package dev.lockstep.plot;

import java.util.Locale;

/** Builds the text of an SVG document: lengths are in pixels, texts are escaped. */
final class Svg {
    private final StringBuilder text = new StringBuilder();

    /** Begins a document of this size. */
    Svg(int width, int height, String title) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%1$d\" height=\"%2$d\"",
                width, height);
        add(" font-family=\"sans-serif\" font-size=\"13\" role=\"img\">\n<title>%s</title>\n", escaped(title));
        add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n");
    }

    /** Adds what the format says, the same in every country. */
    Svg add(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments));
        return this;
    }

    /**
     * Adds a text.
     *
     * @param anchor which of its points is at (x, y): {@code start}, {@code middle} or {@code end}
     * @param attributes the other attributes of the element, with a space before each
     */
    Svg text(double x, double y, String anchor, String attributes, String what) {
        return add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>%s</text>\n",
                x, y, anchor, attributes, escaped(what));
    }

    /** Adds a thin line, as grids have. */
    Svg gridLine(double x1, double y1, double x2, double y2) {
        return add("<path d=\"M%.1f,%.1fL%.1f,%.1f\" stroke=\"#cccccc\"/>\n", x1, y1, x2, y2);
    }

    /** Ends the document, and returns it. */
    String end() {
        return text.append("</svg>\n").toString();
    }

    /** Returns the text as XML has it; what XML cannot hold becomes a question mark. */
    private static String escaped(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
