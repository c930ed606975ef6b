package dev.lockstep.report;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Place;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Holds some lines of a file.
 *
 * @param file how the file is named
 * @param first the number of the first line, from 1
 * @param lines the lines, without their ends
 */
public record Excerpt(String file, long first, List<String> lines) {
    private static final int MOST_LINES = 120;

    /** Returns some lines of a file; empty: it cannot be read, or has no such lines. */
    static Optional<Excerpt> of(Path file, String name, long first, long last) {
        try {
            List<String> all = Files.readAllLines(file);
            long end = Math.min(Math.min(last, first + MOST_LINES - 1), all.size());
            return first < 1 || first > end
                    ? Optional.empty()
                    : Optional.of(new Excerpt(name, first, List.copyOf(all.subList((int) first - 1, (int) end))));
        } catch (MalformedInputException e) {
            return Optional.empty(); // it is no text in UTF-8
        } catch (IOException e) {
            return Optional.empty(); // the place is named all the same
        }
    }

    /** Returns the text of an action, with the comment before it; empty: it is not known. */
    public static Optional<Excerpt> ofAction(LoadedSpec spec, String action) {
        return spec.definition(action).flatMap(definition -> {
            Place start = definition.start();
            String module = start.file().endsWith(".tla")
                    ? start.file().substring(0, start.file().length() - ".tla".length())
                    : start.file();
            return spec.file(module).flatMap(file -> of(file, Places.shown(file), start.line(), definition.lastLine()));
        });
    }

    /** Returns the lines around a place of a spec; empty: the file is not known. */
    public static Optional<Excerpt> around(LoadedSpec spec, Place place) {
        String file = place.file();
        return !file.endsWith(".tla")
                ? Optional.empty()
                : spec.file(file.substring(0, file.length() - ".tla".length()))
                        .flatMap(path -> of(path, Places.shown(path), Math.max(1, place.line() - 2), place.line() + 2));
    }

    /** Returns the method around a line of the code that an event names; empty: it is not found. */
    public static Optional<Excerpt> ofMethod(SourceFolders sources, String source) {
        int colon = source.lastIndexOf(':');
        if (colon <= 0) {
            return Optional.empty();
        }
        try {
            long line = Long.parseLong(source.substring(colon + 1));
            Optional<Path> file = sources.find(source.substring(0, colon));
            if (file.isEmpty() || line < 1) {
                return Optional.empty();
            }
            Methods.Lines method =
                    Methods.around(Files.readAllLines(file.get()), (int) Math.min(line, Integer.MAX_VALUE));
            return of(file.get(), Places.shown(file.get()), method.first(), method.last());
        } catch (NumberFormatException | IOException e) {
            return Optional.empty(); // the event names no line of a text
        }
    }

    boolean has(Place place) {
        return Path.of(file)
                        .getFileName()
                        .toString()
                        .equals(Path.of(place.file()).getFileName().toString())
                && place.line() >= first
                && place.line() < first + lines.size();
    }
}
