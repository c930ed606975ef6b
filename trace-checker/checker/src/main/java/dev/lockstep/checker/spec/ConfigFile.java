package dev.lockstep.checker.spec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a TLC config as keywords with what follows them, and the lines of both. It knows the keywords of every TLC to 1.8, which are more
 * than those of the TLC that the checker runs.
 */
public final class ConfigFile {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final Set<String> KEYWORDS = Set.of(
            "CONSTANT",
            "CONSTANTS",
            "CONSTRAINT",
            "CONSTRAINTS",
            "ACTION_CONSTRAINT",
            "ACTION_CONSTRAINTS",
            "INVARIANT",
            "INVARIANTS",
            "INIT",
            "NEXT",
            "VIEW",
            "SYMMETRY",
            "SPECIFICATION",
            "PROPERTY",
            "PROPERTIES",
            "TYPE",
            "TYPE_CONSTRAINT",
            "CHECK_DEADLOCK",
            "ALIAS",
            "POSTCONDITION",
            "POSTCONDITIONS",
            "_PERIODIC",
            "_RL_REWARD");

    /** These keywords came after TLC 2.18. None of them changes what a behaviour is. */
    private static final Set<String> NEWER =
            Set.of("ALIAS", "POSTCONDITION", "POSTCONDITIONS", "_PERIODIC", "_RL_REWARD");

    /** The keywords that steer a search through states, or what it prints; a trace is not searched for. */
    private static final Set<String> OF_SEARCHES = Set.of("VIEW", "SYMMETRY", "CHECK_DEADLOCK");

    /** The keywords whose operators leave out states, which a trace may have all the same. */
    private static final Set<String> OF_CONSTRAINTS = Set.of("CONSTRAINT", "CONSTRAINTS");

    private static final Pattern NAME = Pattern.compile("\\w*[A-Za-z]\\w*");

    private static final Pattern TOKEN =
            Pattern.compile("\\\\\\*[^\\n]*|\\(\\*|\"(?:[^\"\\\\\\n]|\\\\.)*\"|<-|\\w[\\w!]*|\\S");
    private static final Pattern COMMENT_MARK = Pattern.compile("\\(\\*|\\*\\)");

    private final String text;
    private final List<Statement> statements = new ArrayList<>();

    /**
     * Holds a keyword and what follows it.
     *
     * @param start where the keyword begins in the text
     * @param end where the next statement begins
     */
    public record Statement(Word keyword, List<Word> words, int start, int end) {}

    /** Holds a name, a string, a number or a sign, and its line from 1. */
    public record Word(String text, int line) {}

    private ConfigFile(String text) {
        this.text = text;
        Matcher token = TOKEN.matcher(text);
        Word keyword = null;
        int start = 0;
        List<Word> words = new ArrayList<>();
        int from = 0;
        while (token.find(from)) {
            from = token.end();
            if (token.group().equals("(*")) {
                from = endOfComment(text, token.end());
            } else if (!token.group().startsWith("\\*")) {
                Word word = new Word(token.group(), lineOf(token.start()));
                if (KEYWORDS.contains(word.text)) {
                    if (keyword != null) {
                        statements.add(new Statement(keyword, List.copyOf(words), start, token.start()));
                    }
                    keyword = word;
                    start = token.start();
                    words.clear();
                } else {
                    words.add(word);
                }
            }
        }
        if (keyword != null) {
            statements.add(new Statement(keyword, List.copyOf(words), start, text.length()));
        }
    }

    private static int endOfComment(String text, int from) {
        Matcher mark = COMMENT_MARK.matcher(text);
        int depth = 1;
        int at = from;
        while (depth > 0 && mark.find(at)) {
            depth += mark.group().equals("(*") ? 1 : -1;
            at = mark.end();
        }
        return depth == 0 ? at : text.length();
    }

    private int lineOf(int offset) {
        return 1
                + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }

    /** Reads the text of a config; what TLC will find wrong with it is not looked for. */
    public static ConfigFile of(String text) {
        return new ConfigFile(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    }

    /** @throws IOException the file cannot be read */
    public static ConfigFile read(Path file) throws IOException {
        return of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }

    /** Returns the text without the byte order mark, which no TLC takes. */
    public String text() {
        return text;
    }

    /** Returns the statements in the order of the text. */
    public List<Statement> statements() {
        return statements;
    }

    /** Returns what follows any of these keywords. */
    public List<String> names(String... keywords) {
        Set<String> wanted = Set.of(keywords);
        return statements.stream()
                .filter(statement -> wanted.contains(statement.keyword.text))
                .flatMap(statement -> statement.words.stream())
                .map(Word::text)
                .toList();
    }

    /** Returns the first line that has the name behind a keyword; empty: none has. */
    public OptionalInt line(String name) {
        return statements.stream()
                .flatMap(statement -> statement.words.stream())
                .filter(word -> word.text.equals(name))
                .mapToInt(Word::line)
                .findFirst();
    }

    /**
     * Returns the names that a CONSTANT statement gives a value with {@code =}. Those are left out that it replaces with {@code <-}, and
     * those of one module only, as {@code N = [M] 3}.
     */
    public List<Word> valued() {
        List<Word> valued = new ArrayList<>();
        for (Statement statement : statements) {
            if (statement.keyword.text.startsWith("CONSTANT")) {
                List<Word> words = statement.words;
                for (int i = 1; i < words.size(); i++) {
                    boolean isOfModule =
                            i + 1 < words.size() && words.get(i + 1).text.equals("[");
                    if (words.get(i).text.equals("=")
                            && !isOfModule
                            && NAME.matcher(words.get(i - 1).text).matches()) {
                        valued.add(words.get(i - 1));
                    }
                }
            }
        }
        return valued;
    }

    /** Returns the text as the checker's own TLC takes it: statements with newer keywords are blank. */
    public String forOwnTlc() {
        StringBuilder blank = new StringBuilder(text);
        for (Statement statement : statements) {
            if (NEWER.contains(statement.keyword.text)) {
                for (int i = statement.start; i < statement.end; i++) {
                    if (blank.charAt(i) != '\n') {
                        blank.setCharAt(i, ' ');
                    }
                }
            }
        }
        return blank.toString();
    }

    /** Returns the statements with newer keywords, as {@code ALIAS Shown}. */
    public List<String> newer() {
        return statements.stream()
                .filter(statement -> NEWER.contains(statement.keyword.text))
                .map(ConfigFile::shown)
                .toList();
    }

    private static String shown(Statement statement) {
        return Stream.concat(Stream.of(statement.keyword), statement.words.stream())
                .map(Word::text)
                .collect(Collectors.joining(" "));
    }

    /** Returns the statements that say nothing about the steps of a trace, as {@code ALIAS Shown}. They are in the order of the text. */
    public List<String> ofNoMatter() {
        return statements.stream()
                .filter(statement ->
                        NEWER.contains(statement.keyword.text) || OF_SEARCHES.contains(statement.keyword.text))
                .map(ConfigFile::shown)
                .toList();
    }

    /** Returns the constraints of states, as {@code CONSTRAINT Few}, in the order of the text. */
    public List<String> constraints() {
        return statements.stream()
                .filter(statement -> OF_CONSTRAINTS.contains(statement.keyword.text))
                .flatMap(statement -> statement.words.stream()
                        .map(word -> statement.keyword.text.replaceFirst("S$", "") + " " + word.text))
                .toList();
    }
}
