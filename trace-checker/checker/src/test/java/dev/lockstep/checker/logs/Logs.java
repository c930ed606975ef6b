package dev.lockstep.checker.logs;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A mapping and logs, written into a folder. */
final class Logs {
    private final Path folder;
    private final Path mapping;
    private final List<Path> files = new ArrayList<>();

    private Logs(Path folder, Path mapping) {
        this.folder = folder;
        this.mapping = mapping;
    }

    static Logs of(Path folder, String mapping) {
        Path file = folder.resolve("m.mapping");
        write(file, mapping);
        return new Logs(folder, file);
    }

    Logs log(String name, String... lines) {
        Path file = folder.resolve(name);
        write(file, String.join("\n", lines) + "\n");
        files.add(file);
        return this;
    }

    /** Adds a file that only the mapping names. */
    Logs beside(String name, String text) {
        write(folder.resolve(name), text);
        return this;
    }

    ImportedTrace trace() throws InvalidInputException {
        return LogImport.read(LogMapping.read(mapping), files);
    }

    /** Returns what is wrong, with the folder left out. */
    String complaint() {
        try {
            return "none: " + trace();
        } catch (InvalidInputException e) {
            return e.getMessage().replace(folder + "/", "");
        }
    }

    /** Returns each event as its process, action and arguments. */
    List<String> events() throws InvalidInputException {
        return trace().events().stream().map(Logs::text).toList();
    }

    static String text(Event event) {
        return event.process() + " " + event.action()
                + event.args().entrySet().stream()
                        .map(arg -> arg.getKey() + " = " + arg.getValue())
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
