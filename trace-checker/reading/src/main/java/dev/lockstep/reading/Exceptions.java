package dev.lockstep.reading;

import dev.lockstep.checker.trace.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lists what has no counterpart on purpose, and why. Each line is {@code KIND SUBJECT: REASON}; {@code *} in a subject stands for any letters.
 * Empty lines and those that begin with {@code #} say nothing.
 */
final class Exceptions {
    /** The name of the file, in the folder of the specs. */
    static final String FILE = "unlinked.txt";

    private final Path file;
    private final List<Exception> all = new ArrayList<>();
    private final Set<Exception> used = new HashSet<>();

    private record Exception(Finding.Kind kind, String subject, Pattern pattern, String reason, int line) {}

    private Exceptions(Path file) {
        this.file = file;
    }

    /** Returns the list without exceptions. */
    static Exceptions none() {
        return new Exceptions(Path.of(FILE));
    }

    /** @throws InvalidInputException a line is none of an exception */
    static Exceptions read(Path file) throws InvalidInputException {
        Exceptions exceptions = new Exceptions(file);
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new InvalidInputException(file + ": cannot be read: " + e.getMessage());
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                exceptions.all.add(exceptions.parsed(line, i + 1));
            }
        }
        return exceptions;
    }

    private Exception parsed(String line, int number) throws InvalidInputException {
        int space = line.indexOf(' ');
        int colon = line.indexOf(": ");
        if (space < 0 || colon < space || line.substring(colon + 1).isBlank()) {
            throw new InvalidInputException(file.toString(), number, "an exception is KIND SUBJECT: REASON");
        }
        String word = line.substring(0, space);
        Finding.Kind kind;
        try {
            kind = Finding.Kind.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    file.toString(), number, "\"" + word + "\" is none of action, method, note, slip, module");
        }
        String subject = line.substring(space + 1, colon).strip();
        return new Exception(
                kind, subject, glob(subject), line.substring(colon + 2).strip(), number);
    }

    /** Returns the pattern of a text in which {@code *} stands for any letters. */
    static Pattern glob(String text) {
        StringBuilder pattern = new StringBuilder();
        for (String part : text.split("(?=\\*)|(?<=\\*)")) {
            pattern.append(part.equals("*") ? ".*" : Pattern.quote(part));
        }
        return Pattern.compile(pattern.toString());
    }

    /** Returns why there is no counterpart; empty: no exception says so. */
    Optional<String> reason(Finding.Kind kind, String subject) {
        Optional<String> reason = Optional.empty();
        for (Exception each : all) {
            if (each.kind == kind && each.pattern.matcher(subject).matches()) {
                used.add(each);
                reason = reason.or(() -> Optional.of(each.reason));
            }
        }
        return reason;
    }

    /** Returns the exceptions that nothing needed. */
    List<Finding> unused() {
        return all.stream()
                .filter(each -> !used.contains(each))
                .map(each -> new Finding(
                        Finding.Kind.EXCEPTION,
                        each.kind.word() + " " + each.subject,
                        file,
                        each.line,
                        "nothing needs this exception"))
                .toList();
    }
}
