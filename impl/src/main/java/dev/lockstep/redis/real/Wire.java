package dev.lockstep.redis.real;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Writes down what processes say to each other, and what is done to them. Each is a JSON object in a line, in the order in which it is
 * seen. Of what was said before in the same words it says so. Safe for threads.
 */
final class Wire implements AutoCloseable {
    /** After so many microseconds an answer may have been forgotten, so that the same one tells something new. */
    private static final long REMEMBERED = 1_000_000;

    private final BufferedWriter out;
    private final BufferedWriter answers;
    private final Map<String, Map<String, Object>> last = new HashMap<>();
    private final Set<List<Object>> votes = new HashSet<>();
    private final Map<String, Long> recent = new HashMap<>();
    private final Set<Map<String, Object>> all = new HashSet<>();
    private long count;
    private long micros;
    private boolean isClosed;

    /**
     * Begins.
     *
     * @param file where all goes but what is taken
     * @param taken where it goes that an answer is taken: that is seen before it happens
     */
    Wire(Path file, Path taken) throws IOException {
        out = Files.newBufferedWriter(file);
        answers = Files.newBufferedWriter(taken);
    }

    /** Writes what a process tells another. It is new if what it told this one before was different. Then the version is asked for. */
    synchronized void changed(String type, String from, String to, Map<String, Object> what, LongSupplier version) {
        Map<String, Object> before = last.put(type + " " + from + " " + to, Map.copyOf(what));
        boolean isAgain = what.equals(before);
        Map<String, Object> told = new LinkedHashMap<>(what);
        told.put("to", to);
        told.put("first", before == null);
        told.put("version", isAgain ? -1 : version.getAsLong());
        write(type, from, told, isAgain);
    }

    /** Writes what a process sends. It is new if the process has never sent it. */
    synchronized void said(String type, String from, Map<String, Object> what) {
        Map<String, Object> key = new HashMap<>(what);
        key.put("type", type);
        key.put("from", from);
        write(type, from, what, !all.add(key));
    }

    /** Writes what a sentinel asks another. It is also new if it has never asked this one. */
    synchronized void asked(String from, String to, Map<String, Object> what) {
        boolean isFirst = all.add(Map.of("type", "asks", "from", from, "to", to));
        Map<String, Object> key = new HashMap<>(what);
        key.put("type", "ask");
        key.put("from", from);
        boolean isNew = all.add(key);
        write("ask", from, what, !isNew && !isFirst);
    }

    /**
     * Writes what a sentinel answers, and that the other one takes it. The first answer with a vote that was asked for is told as such.
     *
     * @param what the answer, with {@code asked}, {@code down}, {@code leader} and {@code epoch}
     */
    synchronized void answered(String from, String to, Map<String, Object> what) {
        Map<String, Object> answer = new LinkedHashMap<>(what);
        boolean isForAsker = to.equals(what.get("leader"))
                && what.get("asked") instanceof Long epoch
                && epoch.equals(what.get("epoch"));
        answer.put("voted", isForAsker && votes.add(List.of(from, to, what.get("epoch"))));
        said("answer", from, answer);
        Map<String, Object> taken = new LinkedHashMap<>();
        taken.put("by", from);
        for (String key : List.of("down", "leader", "epoch")) {
            taken.put(key, what.get(key));
        }
        String key = "taken " + from + " " + to;
        boolean isRecent = micros - recent.getOrDefault(key, Long.MIN_VALUE / 2) < REMEMBERED;
        write("taken", to, taken, taken.equals(last.put(key, taken)) && isRecent);
        recent.put(key, micros);
    }

    /** Writes what is done to a process. */
    synchronized void done(String type, String to) {
        write(type, to, Map.of(), false);
    }

    private void write(String type, String from, Map<String, Object> what, boolean isAgain) {
        if (isClosed) {
            return;
        }
        Map<String, Object> line = new LinkedHashMap<>();
        micros = Math.max(micros + 1, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
        line.put("micros", micros);
        line.put("type", type);
        line.put("from", from);
        line.putAll(what);
        line.put("again", isAgain);
        BufferedWriter to = type.equals("taken") ? answers : out;
        try {
            to.write(json(line));
            to.newLine();
            count++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(Map<String, Object> line) {
        StringBuilder json = new StringBuilder("{");
        line.forEach((key, value) -> {
            json.append(json.length() == 1 ? "" : ",").append('"').append(key).append("\":");
            if (value instanceof String text) {
                json.append('"')
                        .append(text.replace("\\", "\\\\").replace("\"", "\\\""))
                        .append('"');
            } else {
                json.append(value);
            }
        });
        return json.append('}').toString();
    }

    /** Returns how many lines there are. */
    synchronized long count() {
        return count;
    }

    @Override
    public synchronized void close() throws IOException {
        isClosed = true;
        try (answers) {
            out.close();
        }
    }
}
