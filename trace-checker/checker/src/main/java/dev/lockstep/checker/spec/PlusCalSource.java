package dev.lockstep.checker.spec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a module with a PlusCal algorithm: its translation, and the labels that the actions of the translation are. */
public final class PlusCalSource {
    private static final Pattern ALGORITHM = Pattern.compile("--(?:fair\\s+)?algorithm\\b");
    private static final Pattern DEFINITION = Pattern.compile("(\\w+)(?:\\(\\w+\\))? ==.*");
    private static final Pattern STALE = Pattern.compile("!! WARNING: (The (?:PlusCal|TLA\\+).*translation)\\.?\\s*");
    private static final String BEGIN = "\\* BEGIN TRANSLATION";
    private static final String END = "\\* END TRANSLATION";

    private final List<String> lines;
    private final int algorithm;
    private final int begin;
    private final int end;

    private PlusCalSource(List<String> lines, int algorithm, int begin, int end) {
        this.lines = lines;
        this.algorithm = algorithm;
        this.begin = begin;
        this.end = end;
    }

    /**
     * Names a label of the algorithm.
     *
     * @param line the line on which it is, from 1
     */
    public record Label(String name, int line) {}

    /** Reads a module. It is empty if there is no algorithm in it. */
    public static Optional<PlusCalSource> of(String text) {
        List<String> lines = text.lines().toList();
        int algorithm = first(lines, 0, line -> ALGORITHM.matcher(line).find());
        if (algorithm == lines.size()) {
            return Optional.empty();
        }
        int begin = first(lines, 0, line -> line.strip().startsWith(BEGIN));
        int end = first(lines, begin, line -> line.strip().startsWith(END));
        return Optional.of(new PlusCalSource(lines, algorithm, begin, end));
    }

    /**
     * Reads a file.
     *
     * @throws IOException the file cannot be read
     */
    public static Optional<PlusCalSource> read(Path module) throws IOException {
        return of(new String(Files.readAllBytes(module), StandardCharsets.UTF_8));
    }

    /** Returns what a line of SANY says of a translation whose checksums are not those of its module. It is empty if it is another line. */
    public static Optional<String> stale(String line) {
        Matcher stale = STALE.matcher(line);
        return stale.matches() ? Optional.of(stale.group(1)) : Optional.empty();
    }

    private interface Test {
        boolean holds(String line);
    }

    private static int first(List<String> lines, int from, Test test) {
        int i = from;
        while (i < lines.size() && !test.holds(lines.get(i))) {
            i++;
        }
        return i;
    }

    /** Returns whether there is a translation. */
    public boolean isTranslated() {
        return end < lines.size();
    }

    /** Returns whether the translation has the checksums by which TLC notices that it is stale. */
    public boolean hasChecksum() {
        return isTranslated() && lines.get(begin).contains("chksum");
    }

    /** Returns the line on which the translation begins, from 1. */
    public int translationLine() {
        return begin + 1;
    }

    /** Returns the translation without what makes no difference: spaces, and line ends. */
    public String translation() {
        return isTranslated()
                ? String.join(" ", lines.subList(begin + 1, end))
                        .replaceAll("\\s+", " ")
                        .strip()
                : "";
    }

    /** Returns the label whose action a line of the translation belongs to. It is empty if the line is elsewhere, or in no such action. */
    public Optional<Label> label(long line) {
        if (line <= begin + 1 || line > end) {
            return Optional.empty();
        }
        for (int i = (int) line - 1; i > begin; i--) {
            Matcher definition = DEFINITION.matcher(lines.get(i));
            if (definition.matches()) {
                return label(definition.group(1));
            }
        }
        return Optional.empty();
    }

    private Optional<Label> label(String name) {
        Pattern label = Pattern.compile("(?<![\\w:])" + Pattern.quote(name) + "\\s*:(?!=).*");
        for (int i = algorithm; i < begin; i++) {
            if (label.matcher(lines.get(i)).find()) {
                return Optional.of(new Label(name, i + 1));
            }
        }
        return Optional.empty();
    }
}
