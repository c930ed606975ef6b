package dev.lockstep.checker.trace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Tells where the keys of an event are in its line, which is read again. */
public final class KeyColumns {
    private static final Set<String> OBJECTS = Set.of("args", "state", "added", "removed");

    private KeyColumns() {}

    /**
     * Returns the columns of {@code action}, {@code args.p}, {@code state.clock}, ..., in UTF-16 code units from 1, as editors count. It
     * returns nothing if the line cannot be read again: the trace came over a pipe, or is not in Lockstep's format. Of an event that was read
     * from a log it returns at most the column of {@code action}, which is that of its record.
     */
    public static Map<String, Integer> of(Event event) {
        String line = event.file() + ":" + event.line();
        if (event.source() != null && event.source().startsWith(line)) {
            String column = event.source().substring(line.length());
            return column.matches(":\\d{1,9}") ? Map.of("action", Integer.parseInt(column.substring(1))) : Map.of();
        }
        if (!Files.isRegularFile(Path.of(event.file()))) {
            return Map.of();
        }
        try (Lines lines = new Lines(event.file(), Files.newInputStream(Path.of(event.file())))) {
            while (lines.number() < event.line()) {
                if (!lines.next()) {
                    return Map.of();
                }
            }
            return columns(new String(lines.bytes(), 0, lines.length(), StandardCharsets.UTF_8));
        } catch (IOException | InvalidInputException | JacksonException e) {
            return Map.of();
        }
    }

    private static Map<String, Integer> columns(String line) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        try (JsonParser json = LockstepReader.Library.JSON.createParser(ObjectReadContext.empty(), line)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                columns("", json, columns);
            }
        }
        return columns;
    }

    private static void columns(String prefix, JsonParser json, Map<String, Integer> columns) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            columns.put(prefix + key, json.currentTokenLocation().getColumnNr());
            json.nextToken();
            if (prefix.isEmpty() && OBJECTS.contains(key)) {
                columns(key + ".", json, columns);
            } else {
                json.skipChildren();
            }
        }
    }
}
