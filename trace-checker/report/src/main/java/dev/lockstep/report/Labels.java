package dev.lockstep.report;

import dev.lockstep.checker.spec.PlusCalSource;
import dev.lockstep.checker.trace.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Adds to a place in a translation of PlusCal the label in the algorithm: {@code Peterson.tla:49 (a3 at Peterson.tla:12)}. */
public final class Labels {
    private static final Map<Path, Optional<PlusCalSource>> SOURCES = new ConcurrentHashMap<>();

    private Labels() {}

    /** Returns the place without its column, and the label. */
    public static String brief(Place place) {
        return place.brief() + of(place);
    }

    /** Returns the place with its column, and the label. */
    public static String full(Place place) {
        return place + of(place);
    }

    /** Returns the label in brackets, after a space. It is empty if the place is in no translation. */
    public static String of(Place place) {
        Path file = Path.of(place.file());
        if (!Files.isRegularFile(file)) {
            return "";
        }
        return SOURCES.computeIfAbsent(file.toAbsolutePath(), Labels::read)
                .flatMap(source -> source.label(place.line()))
                .map(label -> " (" + label.name() + " at " + place.file() + ":" + label.line() + ")")
                .orElse("");
    }

    private static Optional<PlusCalSource> read(Path file) {
        try {
            return PlusCalSource.read(file);
        } catch (IOException e) {
            return Optional.empty(); // the place itself is told all the same
        }
    }
}
