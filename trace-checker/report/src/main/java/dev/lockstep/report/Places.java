package dev.lockstep.report;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Place;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names places in files so that an editor or a host of repositories can open them. Paths are relative to the working folder where they are
 * below it, else absolute.
 *
 * @param spec the spec whose modules are named; null: there is none, and only other files are
 * @param sources where the code is
 */
public record Places(@Nullable LoadedSpec spec, SourceFolders sources) {
    private static final String MODULE = ".tla";

    /** Returns a place in a module of the spec, in its file: {@code specs/Bank.tla:18:5}. */
    public Place ofSpec(Place place) {
        String name = place.file();
        Optional<Path> file = spec == null || !name.endsWith(MODULE)
                ? Optional.empty()
                : spec.file(name.substring(0, name.length() - MODULE.length()));
        return new Place(file.map(Places::shown).orElse(name), place.line(), place.column());
    }

    /**
     * Returns a place in the code in its file: {@code src/main/java/mutex/Lamport.java:96}. It is returned as the trace names it if there
     * is no one such file.
     */
    public String ofCode(String source) {
        return code(source).map(Place::brief).orElse(source);
    }

    /** Returns a place in the code; empty: the trace names no line of one file that there is. */
    public Optional<Place> code(String source) {
        int colon = source.lastIndexOf(':');
        if (colon <= 0) {
            return Optional.empty();
        }
        try {
            long line = Long.parseLong(source.substring(colon + 1));
            return line < 1
                    ? Optional.empty()
                    : sources.find(source.substring(0, colon)).map(file -> new Place(shown(file), line, 1));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Returns the file relative to the working folder if it is below it. */
    public static String shown(Path file) {
        Path here = Path.of("").toAbsolutePath().normalize();
        Path there = file.toAbsolutePath().normalize();
        return (there.startsWith(here) ? here.relativize(there) : there).toString();
    }

    /** Does the same of a file of that name; what is no file, as stdin, stays as it is. */
    public static String shown(String name) {
        try {
            Path file = Path.of(name);
            return Files.exists(file) ? shown(file) : name;
        } catch (InvalidPathException e) {
            return name;
        }
    }
}
