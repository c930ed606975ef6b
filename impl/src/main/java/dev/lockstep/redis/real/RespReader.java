package dev.lockstep.redis.real;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of Redis' protocol, RESP 2, out of the bytes of a stream as they come. They are texts, numbers and lists; null is an empty
 * list.
 */
final class RespReader {
    private byte[] bytes = new byte[4096];
    private int length;
    private int position;

    /** Holds a value, and nothing else. */
    private record Read(Object value) {}

    /** Takes the next bytes of the stream, and returns the values that are whole by now. */
    List<Object> read(byte[] more, int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
        }
        System.arraycopy(more, 0, bytes, length, count);
        length += count;
        List<Object> values = new ArrayList<>();
        int taken = 0;
        position = 0;
        Read read = value();
        while (read != null) {
            values.add(read.value);
            taken = position;
            read = value();
        }
        System.arraycopy(bytes, taken, bytes, 0, length - taken);
        length -= taken;
        return values;
    }

    /** Returns the next value; null: it is not whole yet. */
    private @Nullable Read value() {
        String line = line();
        if (line == null) {
            return null;
        }
        if (line.isEmpty()) {
            return new Read("");
        }
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+', '-' -> new Read(rest);
            case ':' -> new Read(Long.parseLong(rest));
            case '$' -> text(Integer.parseInt(rest));
            case '*' -> list(Integer.parseInt(rest));
            default -> new Read(List.of((Object[]) line.split(" ")));
        };
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

    private @Nullable Read text(int size) {
        if (size < 0) {
            return new Read(List.of());
        }
        if (position + size + 2 > length) {
            return null;
        }
        String text = new String(bytes, position, size, StandardCharsets.UTF_8);
        position += size + 2;
        return new Read(text);
    }

    private @Nullable Read list(int size) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Read read = value();
            if (read == null) {
                return null;
            }
            values.add(read.value);
        }
        return new Read(values);
    }
}
