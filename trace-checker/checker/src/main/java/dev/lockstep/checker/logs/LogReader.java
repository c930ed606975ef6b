package dev.lockstep.checker.logs;

import dev.lockstep.checker.logs.LogMapping.Format;
import dev.lockstep.checker.logs.LogMapping.LogFile;
import dev.lockstep.checker.logs.OtlpRecords.OtlpRecord;
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
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
    private final Set<Source> unsorted = new HashSet<>();
    private final Unmatched unmatched;
    private long count;
    private long ignored;

    /** Names a process, a file that tells of it, and a channel: lines of these are in order. */
    private record Source(String file, Value process, String channel) {}

    /** @param unmatched takes lines that have no format, where the mapping allows them */
    LogReader(LogMapping mapping, Unmatched unmatched) {
        this.mapping = mapping;
        this.unmatched = unmatched;
    }

    /** Returns the lines of each file, apart by process. Records of OpenTelemetry, which come in batches, are in the order of their times. */
    Collection<List<LogLine>> lines() {
        for (Source source : unsorted) {
            lines.getOrDefault(source, List.of())
                    .sort(Comparator.comparing(LogLine::time, Comparator.nullsFirst(Comparator.naturalOrder())));
        }
        return lines.values();
    }

    /** Returns how many lines were read; one with many records counts as so many. */
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
            if (isRead(file, number, text, known, format)) {
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
        if (!mapping.isRestIgnored()) {
            throw new InvalidInputException(
                    file,
                    number,
                    "the line has no format of the mapping " + mapping.place().file() + ": " + text);
        }
        unmatched.add(file + ":" + number, text);
    }

    /** Reads a line, if it has this format. */
    private boolean isRead(String file, long number, String text, @Nullable LogFile known, Format format)
            throws InvalidInputException {
        switch (format.syntax()) {
            case TEXT -> {
                Map<String, String> groups =
                        Objects.requireNonNull(format.regex()).find(text);
                if (groups != null) {
                    add(line(new Read(file, number, 0, text, groups, null), known, format));
                }
                return groups != null;
            }
            case JSON -> {
                JsonNode json = json(text);
                if (json != null) {
                    add(line(new Read(file, number, 0, text, Map.of(), json), known, format));
                }
                return json != null;
            }
            default -> {
                List<OtlpRecord> records = records(file, number, text, format);
                for (OtlpRecord record : records == null ? List.<OtlpRecord>of() : records) {
                    Read read = new Read(
                            file, number, record.column(), record.node().toString(), Map.of(), record.node());
                    unsorted.add(add(line(read, known, format)));
                }
                if (records != null && records.isEmpty()) {
                    ignored++;
                } else if (records != null) {
                    count += records.size() - 1;
                }
                return records != null;
            }
        }
    }

    private static @Nullable List<OtlpRecord> records(String file, long number, String text, Format format)
            throws InvalidInputException {
        try {
            return OtlpRecords.of(JSON, text);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    file, number, e.getMessage() + " (" + format.place().brief() + ")");
        }
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

    /**
     * Holds a line, or one of its records, as it is before the mapping says whose it is.
     *
     * @param column where the record begins; 0: it is the line
     * @param json the object that it is; null: it is text
     */
    private record Read(
            String file,
            long number,
            int column,
            String text,
            Map<String, String> groups,
            @Nullable JsonNode json) {
        LogLine as(String message, Value process, String channel, @Nullable Long time, long uncertainty) {
            return new LogLine(file, number, column, message, groups, json, process, channel, time, uncertainty);
        }
    }

    private LogLine line(Read read, @Nullable LogFile known, Format format) throws InvalidInputException {
        LogLine bare = read.as(read.text(), new Value.Str(""), "", null, 0);
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
            return read.as(
                    message == null ? read.text() : Template.text(message),
                    process,
                    channel,
                    time,
                    known == null ? 0 : known.uncertainty());
        } catch (Template.NoValue | IllegalArgumentException e) {
            throw bare.invalid(String.valueOf(e.getMessage()), format.place());
        }
    }

    private Source add(LogLine line) {
        Source source = new Source(line.file(), line.process(), line.channel());
        lines.computeIfAbsent(source, none -> new ArrayList<>()).add(line);
        return source;
    }
}
