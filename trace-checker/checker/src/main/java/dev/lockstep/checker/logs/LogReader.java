package dev.lockstep.checker.logs;

import dev.lockstep.checker.logs.LogMapping.Format;
import dev.lockstep.checker.logs.LogMapping.LogFile;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Value;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the lines of logs, by file and process. */
final class LogReader {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int GZIP = 0x1f8b;

    private final LogMapping mapping;
    private final Map<Source, List<LogLine>> lines = new LinkedHashMap<>();
    private long count;
    private long ignored;

    /** Names a process, a file that tells of it, and a channel: lines of these are in order. */
    private record Source(String file, Value process, String channel) {}

    LogReader(LogMapping mapping) {
        this.mapping = mapping;
    }

    /** Returns the lines of each file, apart by process. */
    Collection<List<LogLine>> lines() {
        return lines.values();
    }

    /** Returns how many lines were read. */
    long count() {
        return count;
    }

    /** Returns how many of them have no format, and are declared to mean nothing. */
    long ignored() {
        return ignored;
    }

    void read(Path file) throws InvalidInputException {
        LogFile known = mapping.files().stream()
                .filter(each -> each.name().matches(file.getFileName()))
                .findFirst()
                .orElse(null);
        long number = 0;
        try (BufferedReader in = open(file)) {
            String text = in.readLine();
            while (text != null) {
                number++;
                count++;
                if (!text.isBlank()) {
                    line(file.toString(), number, text, known);
                }
                text = in.readLine();
            }
        } catch (NoSuchFileException e) {
            throw new InvalidInputException(file + ": no such log");
        } catch (MalformedInputException e) {
            throw new InvalidInputException(file.toString(), number + 1, "not UTF-8");
        } catch (IOException e) {
            throw new InvalidInputException(file + ": cannot be read: " + e.getMessage());
        }
    }

    private static BufferedReader open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        in.mark(2);
        boolean isCompressed = (in.read() << 8 | in.read()) == GZIP;
        in.reset();
        return new BufferedReader(new InputStreamReader(
                isCompressed ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8.newDecoder()));
    }

    private void line(String file, long number, String text, @Nullable LogFile known) throws InvalidInputException {
        for (Format format : mapping.formats()) {
            JsonNode json = format.regex() == null ? json(text) : null;
            Map<String, String> groups =
                    format.regex() == null ? Map.of() : format.regex().find(text);
            if (groups != null && (json != null || format.regex() != null)) {
                add(line(file, number, text, known, format, json, groups));
                return;
            }
        }
        for (LogMapping.Rule rule : mapping.rules()) {
            Regex regex = rule.lines().get(0).regex();
            if (rule.ignores() && regex != null && regex.find(text) != null) {
                ignored++;
                return;
            }
        }
        throw new InvalidInputException(
                file,
                number,
                "the line has no format of the mapping " + mapping.place().file() + ": " + text);
    }

    private static @Nullable JsonNode json(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return null;
        }
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            return null;
        }
    }

    private LogLine line(
            String file,
            long number,
            String text,
            @Nullable LogFile known,
            Format format,
            @Nullable JsonNode json,
            Map<String, String> groups)
            throws InvalidInputException {
        LogLine bare = new LogLine(file, number, text, groups, json, new Value.Str(""), "", null, 0);
        Scope scope = new Scope(List.of(new Scope.Matched(bare, Map.of())), Map.of());
        Template whose = known != null && known.process() != null ? known.process() : format.process();
        if (whose == null) {
            throw bare.invalid(
                    "it is not said whose line it is: process = VALUE, after file or format", format.place());
        }
        try {
            Value process = whose.value(scope, mapping.tables());
            String channel = format.channel() == null ? "" : format.channel().text(scope, mapping.tables());
            Long time = null;
            if (format.clock() != null) {
                Value said = scope.value(format.clock().name());
                if (said == null) {
                    throw bare.invalid(
                            "the line has no " + format.clock().name().text(), format.place());
                }
                time = format.clock().nanoseconds(Template.text(said)) + (known == null ? 0 : known.offset());
            }
            Value message = format.message().isEmpty() ? null : scope.value(LogMapping.Name.of(format.message()));
            return new LogLine(
                    file,
                    number,
                    message == null ? text : Template.text(message),
                    groups,
                    json,
                    process,
                    channel,
                    time,
                    known == null ? 0 : known.uncertainty());
        } catch (Template.NoValue | IllegalArgumentException e) {
            throw bare.invalid(String.valueOf(e.getMessage()), format.place());
        }
    }

    private void add(LogLine line) {
        lines.computeIfAbsent(new Source(line.file(), line.process(), line.channel()), none -> new ArrayList<>())
                .add(line);
    }
}
