package dev.lockstep.redis.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of Redis' protocol, RESP 2, out of the bytes of a stream as they come. A command is a value as well, a list of texts. One
 * thread uses it.
 */
public final class RespReader {
    private byte[] bytes = new byte[4096];
    private int length;
    private int position;
    private int size;

    /** Takes the next bytes of the stream. */
    public void add(byte[] more, int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
        }
        System.arraycopy(more, 0, bytes, length, count);
        length += count;
    }

    /**
     * Returns the next value; null: it is not whole yet. Line feeds before it are passed over: Redis sends them to keep a connection open.
     *
     * @throws IOException the bytes are no value
     */
    public @Nullable Reply next() throws IOException {
        int begin = 0;
        while (begin < length && bytes[begin] == '\n') {
            begin++;
        }
        position = begin;
        Reply value = value();
        if (value != null) {
            size = position - begin;
            drop(position);
        }
        return value;
    }

    /** Returns how many bytes the value takes that was read last. */
    public int size() {
        return size;
    }

    /** Returns the bytes that have come and are no part of a value that was read, and forgets them. */
    public byte[] rest() {
        byte[] rest = Arrays.copyOf(bytes, length);
        length = 0;
        return rest;
    }

    private void drop(int count) {
        System.arraycopy(bytes, count, bytes, 0, length - count);
        length -= count;
    }

    private @Nullable Reply value() throws IOException {
        String line = line();
        if (line == null) {
            return null;
        }
        if (line.isEmpty()) {
            throw new IOException("an empty line where a value was expected");
        }
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> new Reply.Text(rest);
            case '-' -> new Reply.Failure(rest);
            case ':' -> new Reply.Number(number(rest));
            case '$' -> text(number(rest));
            case '*' -> many(number(rest));
            default -> throw new IOException("no value begins so: " + line);
        };
    }

    private static long number(String text) throws IOException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IOException("a number was expected: " + text, e);
        }
    }

    private @Nullable String line() {
        for (int i = position; i + 1 < length; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
                String line = new String(bytes, position, i - position, StandardCharsets.UTF_8);
                position = i + 2;
                return line;
            }
        }
        return null;
    }

    private @Nullable Reply text(long count) {
        if (count < 0) {
            return new Reply.Nothing();
        }
        if (position + count + 2 > length) {
            return null;
        }
        String text = new String(bytes, position, (int) count, StandardCharsets.UTF_8);
        position += (int) count + 2;
        return new Reply.Text(text);
    }

    private @Nullable Reply many(long count) throws IOException {
        if (count < 0) {
            return new Reply.Nothing();
        }
        List<Reply> values = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            Reply value = value();
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return new Reply.Many(values);
    }
}
