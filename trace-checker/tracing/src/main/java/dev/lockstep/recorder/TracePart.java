package dev.lockstep.recorder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes the part of a trace that a {@link Recorder} wrote before it was killed, as its successor needs it.
 *
 * @param length the number of bytes of the whole lines; 0 if not even the header is whole
 * @param clock the Lamport time of the last event
 * @param sequences the number of events of each process, by its name as it is written
 * @param dropped the beginning of a line that was not finished
 */
record TracePart(long length, long clock, long events, Map<String, Long> sequences, String dropped) {
    /** Matches the beginning of each event's line as the recorder writes it. */
    private static final Pattern EVENT =
            Pattern.compile("\\{\"process\":(\"(?:[^\"\\\\]|\\\\.)*\"),\"clock\":(\\d+),\"seq\":(\\d+),.*}");

    /**
     * Reads the file that a recorder has left.
     *
     * @throws IOException the file has another header, or is no trace
     */
    static TracePart read(Path file, String header) throws IOException {
        String text = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        int end = text.lastIndexOf('\n') + 1;
        Map<String, Long> sequences = new HashMap<>();
        long clock = 0;
        long events = 0;
        int from = 0;
        for (int to = text.indexOf('\n'); to >= 0; from = to + 1, to = text.indexOf('\n', from)) {
            String line =
                    new String(text.substring(from, to).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            Matcher event = EVENT.matcher(line);
            if (from == 0) {
                if (!line.equals(header)) {
                    throw new IOException(file + ": another header than that of the process that goes on with it");
                }
            } else if (event.matches()) {
                events++;
                clock = Long.parseLong(event.group(2));
                sequences.put(event.group(1), Long.valueOf(event.group(3)));
            } else {
                throw new IOException(file + ": line " + (events + 2) + " is no event that a recorder has written");
            }
        }
        return new TracePart(end, clock, events, sequences, text.substring(end));
    }
}
