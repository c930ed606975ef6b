package dev.lockstep.checker.trace;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads the lines of a file as bytes, one at a time, with a limit on the length of each. Its content says whether it is gzip, not its name.
 */
final class Lines implements Closeable {
    /** The length of the longest line that is read, in bytes. */
    static final int MAX_LINE = 16 << 20;

    /** The number of bytes that show what a file is. */
    private static final int BEGINNING = 64;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String file;
    private final InputStream in;
    private final byte[] buffer;
    private int position;
    private int limit;
    private byte[] line = new byte[1 << 12];
    private int length;
    private long number;
    private boolean ended;

    /**
     * Takes lines that are in memory.
     *
     * @param bytes not gzip
     * @param number the number of lines of the file before them
     */
    Lines(String file, byte[] bytes, long number) {
        this.file = file;
        this.in = InputStream.nullInputStream();
        this.buffer = bytes;
        this.limit = bytes.length;
        this.number = number;
    }

    Lines(String file, InputStream raw) throws InvalidInputException {
        this.file = file;
        this.buffer = new byte[1 << 16];
        this.in = content(file, raw);
    }

    /** Returns the text of a file, which may be gzip. */
    static InputStream content(String file, InputStream raw) throws InvalidInputException {
        try {
            BufferedInputStream buffered = new BufferedInputStream(raw, 1 << 16);
            buffered.mark(2);
            boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
            buffered.reset();
            if (!gzip && file.endsWith(".gz") && !mayBeJson(buffered)) {
                throw new InvalidInputException(
                        file, 1, "the file is named .gz, and its content is neither gzip nor NDJSON");
            }
            return gzip ? new GZIPInputStream(buffered, 1 << 16) : buffered;
        } catch (IOException e) {
            throw unreadable(file, 1, e);
        }
    }

    /**
     * Returns whether the text may be JSON objects or arrays by its beginning. An empty one may, and is told as such. Reads nothing of it.
     */
    private static boolean mayBeJson(BufferedInputStream in) throws IOException {
        in.mark(BEGINNING);
        byte[] bytes = new byte[BEGINNING];
        int count = in.read(bytes); // what is there: more may still be written
        in.reset();
        String beginning = new String(bytes, 0, Math.max(0, count), StandardCharsets.UTF_8);
        String text = beginning.startsWith(BYTE_ORDER_MARK) ? beginning.substring(1) : beginning;
        String json = text.replaceFirst("^[ \\t\\r\\n]+", "");
        return json.isEmpty() || json.startsWith("{") || json.startsWith("[");
    }

    /** Reads the next line into {@link #bytes}; false at the end of the file. */
    boolean next() throws InvalidInputException {
        if (ended) {
            return false;
        }
        length = 0;
        number++;
        while (true) {
            if (position == limit && !fill()) {
                ended = true;
                return length > 0;
            }
            int start = position;
            int end = endOfLine(buffer, start, limit);
            append(start, end - start);
            position = end;
            if (end < limit) {
                position++;
                return true;
            }
        }
    }

    /** Returns what has been read and is not yet taken, from {@link #position} to {@link #limit}. */
    byte[] buffer() {
        return buffer;
    }

    int position() {
        return position;
    }

    int limit() {
        return limit;
    }

    /** Takes the next line, which ends there in the buffer, without reading it into {@link #bytes}. */
    void take(int end) {
        number++;
        length = 0;
        position = end + 1;
    }

    private static int endOfLine(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private void append(int start, int count) throws InvalidInputException {
        if (length + count > MAX_LINE) {
            throw invalid("a line longer than " + (MAX_LINE >> 20) + " MiB: is this an NDJSON trace?");
        }
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(length + count, 2 * line.length));
        }
        System.arraycopy(buffer, start, line, length, count);
        length += count;
    }

    private boolean fill() throws InvalidInputException {
        try {
            int count = in.read(buffer);
            if (count > 0) {
                position = 0;
                limit = count;
            }
            return count > 0;
        } catch (IOException e) {
            throw unreadable(file, number, e);
        }
    }

    /** Says why a line of a file cannot be read. */
    static InvalidInputException unreadable(String file, long line, IOException e) {
        String what = e instanceof EOFException
                ? "the gzip stream is truncated"
                : e instanceof ZipException
                        ? "the gzip stream is corrupt: " + e.getMessage()
                        : "cannot be read: " + e.getMessage();
        return new InvalidInputException(file, line, what);
    }

    /** Returns the line's bytes, valid up to {@link #length} until the next call of {@link #next}. */
    byte[] bytes() {
        return line;
    }

    int length() {
        return length;
    }

    /** Returns the number of the current line, from 1. */
    long number() {
        return number;
    }

    boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the line is this text. */
    boolean isText(String text) {
        return length == text.length() && new String(line, 0, length, StandardCharsets.UTF_8).equals(text);
    }

    /** Returns whether the file ended within this line: a line that was still being written. */
    boolean isCutOff() {
        return ended;
    }

    InvalidInputException invalid(String message) {
        return invalid(1, message);
    }

    /** @param column the column from 1 */
    InvalidInputException invalid(int column, String message) {
        return new InvalidInputException(new Place(file, number, column), message, null);
    }

    String file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
