package dev.lockstep.run;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Merges the traces of several processes into one. The order is the total order of Lamport's paper: clock first, then the process's name.
 */
final class TraceMerge {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Comparator<Part> ORDER =
            Comparator.comparingLong((Part part) -> part.clock).thenComparing(part -> part.process);

    private TraceMerge() {}

    /** Holds one process's file, and the event that comes next in it. */
    private static final class Part {
        private final String file;
        private final BufferedReader reader;
        private String line = "";
        private long clock;
        private String process = "";

        Part(String file, BufferedReader reader) {
            this.file = file;
            this.reader = reader;
        }

        boolean advance() throws IOException {
            String next = reader.readLine();
            if (next == null) {
                return false;
            }
            try {
                JsonNode event = JSON.readTree(next);
                long before = clock;
                clock = event.required("clock").asLong();
                process = event.required("process").asString();
                line = next;
                if (clock <= before) {
                    throw new IOException(file + " is not in the order of its clock: " + next);
                }
                return true;
            } catch (JacksonException e) {
                throw new IOException(file + " has a line that is no event: " + next, e);
            }
        }
    }

    /**
     * Merges the parts into one trace, with their header.
     *
     * @param parts uncompressed traces, each in the order of its clock, all with the same header
     * @param target the merged trace; it is compressed if its name ends in {@code .gz}
     * @return the number of its events
     * @throws IOException a part cannot be read, or the headers differ
     */
    static long merge(List<Path> parts, Path target) throws IOException {
        return merge(parts, Optional.empty(), target);
    }

    /** Does the same, with this header instead of that of the parts, if it is present. */
    static long merge(List<Path> parts, Optional<String> other, Path target) throws IOException {
        Map<String, BufferedReader> readers = new LinkedHashMap<>();
        try {
            for (Path file : parts) {
                readers.put(file.toString(), Files.newBufferedReader(file));
            }
            try (Writer out = writer(target)) {
                return merge(readers, other, out);
            }
        } finally {
            for (BufferedReader reader : readers.values()) {
                reader.close();
            }
        }
    }

    /** Merges the contents of parts into the lines of one trace. */
    static List<String> lines(List<byte[]> parts, Optional<String> other) throws IOException {
        Map<String, BufferedReader> readers = new LinkedHashMap<>();
        for (byte[] part : parts) {
            readers.put(
                    "part " + (readers.size() + 1),
                    new BufferedReader(new InputStreamReader(new ByteArrayInputStream(part), StandardCharsets.UTF_8)));
        }
        StringWriter out = new StringWriter();
        merge(readers, other, out);
        return out.toString().lines().toList();
    }

    private static long merge(Map<String, BufferedReader> readers, Optional<String> other, Writer out)
            throws IOException {
        String header = null;
        PriorityQueue<Part> next = new PriorityQueue<>(ORDER);
        for (Map.Entry<String, BufferedReader> each : readers.entrySet()) {
            header = sameHeader(each.getKey(), header, each.getValue().readLine());
            Part part = new Part(each.getKey(), each.getValue());
            if (part.advance()) {
                next.add(part);
            }
        }
        return write(other.orElse(header), next, out);
    }

    private static long write(@Nullable String header, PriorityQueue<Part> next, Writer out) throws IOException {
        out.write(header + "\n");
        long events = 0;
        for (Part part = next.poll(); part != null; part = next.poll()) {
            out.write(part.line + "\n");
            events++;
            if (part.advance()) {
                next.add(part);
            }
        }
        return events;
    }

    private static String sameHeader(String file, @Nullable String expected, @Nullable String header)
            throws IOException {
        if (header == null || expected != null && !expected.equals(header)) {
            throw new IOException(file + " does not have the header of the other parts");
        }
        return header;
    }

    private static Writer writer(Path target) throws IOException {
        OutputStream bytes = Files.newOutputStream(target);
        boolean isCompressed = target.getFileName().toString().endsWith(".gz");
        return new BufferedWriter(
                new OutputStreamWriter(isCompressed ? new GZIPOutputStream(bytes) : bytes, StandardCharsets.UTF_8));
    }
}
