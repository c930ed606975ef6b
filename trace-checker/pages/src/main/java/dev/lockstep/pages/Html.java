package dev.lockstep.pages;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Represents an element of a page, or a text in one. Text is escaped, and there is no way to put markup in. Characters that cannot be seen,
 * or that change the direction of what follows, are written as {@code \\u202E}, so that no text looks like another one.
 */
public final class Html {
    private static final Set<String> VOID = Set.of("br", "hr", "input", "wbr", "col");

    /** These elements load or run something, or change how the rest is read. */
    private static final Set<String> REFUSED = Set.of(
            "script",
            "style",
            "iframe",
            "frame",
            "object",
            "embed",
            "base",
            "meta",
            "link",
            "img",
            "image",
            "use",
            "animate",
            "set",
            "template",
            "form",
            "foreignObject",
            "video",
            "audio",
            "source",
            "portal");

    private static final Set<String> LINKS = Set.of("href", "src", "action", "formaction", "data", "poster", "ping");

    private final String name;
    private final String text;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Html> children = new ArrayList<>();

    private Html(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /** Makes a text. */
    public static Html text(String text) {
        return new Html("", text);
    }

    /**
     * Makes an element without content.
     *
     * @param name the name that HTML or SVG has for it
     * @throws IllegalArgumentException the name is none of an element, or the element would load or run something
     */
    public static Html of(String name) {
        if (!isName(name) || REFUSED.stream().anyMatch(name::equalsIgnoreCase)) {
            throw new IllegalArgumentException("no element of a page: " + name);
        }
        return new Html(name, "");
    }

    /** Makes an element with a text in it. */
    public static Html of(String name, String text) {
        return of(name).add(text(text));
    }

    /**
     * Sets an attribute.
     *
     * @throws IllegalArgumentException the attribute runs something or is a style, or it is a link that leaves the page's own folder and those
     *     beside it
     */
    public Html set(String attribute, String value) {
        String lower = attribute.toLowerCase(Locale.ROOT);
        if (name.isEmpty()
                || !isName(attribute)
                || lower.startsWith("on")
                || lower.equals("style")
                || lower.equals("srcdoc")) {
            throw new IllegalArgumentException("no attribute of a page: " + attribute);
        }
        if (LINKS.contains(lower) && !isRelative(value)) {
            throw new IllegalArgumentException("a link that leaves the page: " + value);
        }
        attributes.put(attribute, value);
        return this;
    }

    /** Sets an attribute to a number. */
    public Html set(String attribute, long value) {
        return set(attribute, Long.toString(value));
    }

    /** Sets the classes of the element, with a space between them. */
    public Html css(String classes) {
        return set("class", classes);
    }

    public Html add(Html... more) {
        return add(List.of(more));
    }

    public Html add(Collection<Html> more) {
        if (name.isEmpty() || VOID.contains(name)) {
            throw new IllegalStateException("nothing can be put into " + (name.isEmpty() ? "a text" : name));
        }
        children.addAll(more);
        return this;
    }

    /** Adds a text. */
    public Html add(String more) {
        return add(text(more));
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isLetter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!isLetter && (i == 0 || c != '-' && (c < '0' || c > '9'))) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** Returns whether a link has no scheme and no host. It leads to a place in the page, or to a file beside it. */
    static boolean isRelative(String link) {
        if (link.startsWith("#")) {
            return true;
        }
        for (int i = 0; i < link.length(); i++) {
            char c = link.charAt(i);
            if (c == '\\' || c <= ' ' || c == ':') {
                return false; // browsers skip or exchange these in places where a scheme or host may be
            } else if (c == '#' || c == '?') {
                break;
            }
        }
        return !link.startsWith("/");
    }

    /** Returns the text as it is written into a page. */
    public static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        escape(text, out);
        return out.toString();
    }

    private static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> {
                    boolean isPair = Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1));
                    if (isPair) {
                        out.append(c).append(text.charAt(++i));
                    } else if (isUnseen(c)) {
                        out.append(String.format("\\u%04X", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
    }

    private static boolean isUnseen(char c) {
        return c < ' ' && c != '\n' && c != '\t'
                || c >= 0x7f && c < 0xa0
                || c == 0xad
                || c == 0x61c
                || c >= 0x200b && c <= 0x200f && c != 0x200c && c != 0x200d
                || c >= 0x2028 && c <= 0x202e
                || c >= 0x2060 && c <= 0x206f
                || c == 0xfeff
                || Character.isSurrogate(c)
                || c >= 0xfff9;
    }

    void write(StringBuilder out) {
        if (name.isEmpty()) {
            escape(text, out);
            return;
        }
        out.append('<').append(name);
        attributes.forEach((attribute, value) -> {
            out.append(' ').append(attribute).append("=\"");
            escape(value, out);
            out.append('"');
        });
        out.append('>');
        if (!VOID.contains(name)) {
            children.forEach(child -> child.write(out));
            out.append("</").append(name).append('>');
        }
    }

    /** Returns the markup. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        write(out);
        return out.toString();
    }
}
