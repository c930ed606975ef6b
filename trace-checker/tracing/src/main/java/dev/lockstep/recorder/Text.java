package dev.lockstep.recorder;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects UTF-8 text in one array that grows. A line of a trace is put together in it without a string for each of its parts. */
final class Text {
    /** The least number of characters with which a string is looked up among those written before. */
    private static final int LONG = 24;

    private byte[] bytes = new byte[256];
    private int length;

    /** The long strings in the text, by identity and in the order of their places. Most come again in the order in which they came. */
    private final String[] strings = new String[64];

    private final int[] froms = new int[strings.length];
    private final int[] tos = new int[strings.length];
    private int known;

    /** The index of the long string that is expected next. */
    private int next;

    int length() {
        return length;
    }

    /** Drops the text behind a position. */
    void cut(int end) {
        length = end;
        while (known > 0 && tos[known - 1] > end) {
            strings[--known] = null;
        }
    }

    private void reserve(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), (int) Math.min(2L * length, 1 << 30)));
        }
    }

    /**
     * Appends ASCII text as it is.
     *
     * @param ascii text in which nothing must be escaped
     */
    @SuppressWarnings("deprecation") // It does what is asked for if each character has one byte.
    Text plain(String ascii) {
        int count = ascii.length();
        reserve(count);
        ascii.getBytes(0, count, bytes, length);
        length += count;
        return this;
    }

    Text bytes(byte[] utf8) {
        return bytes(utf8, 0, utf8.length);
    }

    /** Appends any text as it is, and the end of the line. */
    Text line(String any) {
        return bytes(any.getBytes(StandardCharsets.UTF_8)).plain("\n");
    }

    /** Appends a part of another text. */
    Text part(Text other, int from, int to) {
        return bytes(other.bytes, from, to - from);
    }

    Text bytes(byte[] from, int at, int count) {
        reserve(count);
        System.arraycopy(from, at, bytes, length, count);
        length += count;
        return this;
    }

    Text number(long number) {
        if (number < 0) {
            return plain(Long.toString(number));
        }
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        reserve(digits);
        long rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** Appends a JSON string. Half a surrogate pair, which UTF-8 cannot carry, is escaped. */
    Text string(String string) {
        if (string.length() < LONG) {
            return quoted(string);
        }
        int found = find(string);
        if (found >= 0) {
            next = found + 1;
            return bytes(bytes, froms[found], tos[found] - froms[found]);
        }
        if (known == strings.length) {
            Arrays.fill(strings, null);
            known = 0;
        }
        strings[known] = string;
        froms[known] = length;
        quoted(string);
        tos[known++] = length;
        return this;
    }

    private int find(String string) {
        if (next < known && strings[next] == string) {
            return next;
        }
        int i = known - 1;
        while (i >= 0 && strings[i] != string) {
            i--;
        }
        return i;
    }

    private Text quoted(String string) {
        int count = string.length();
        reserve(count + 2);
        bytes[length++] = '"';
        int i = 0;
        while (i < count && isPlain(string.charAt(i))) {
            bytes[length + i] = (byte) string.charAt(i);
            i++;
        }
        length += i;
        if (i < count) {
            escaped(string, i);
        }
        return put('"');
    }

    /** Returns whether the character is written as it is, in one byte. */
    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
    }

    private void escaped(String string, int from) {
        for (int i = from; i < string.length(); i++) {
            char c = string.charAt(i);
            if (isPlain(c)) {
                put(c);
            } else if (c == '"' || c == '\\') {
                put('\\').put(c);
            } else if (c == '\n') {
                plain("\\n");
            } else if (c == '\r') {
                plain("\\r");
            } else if (c == '\t') {
                plain("\\t");
            } else if (c < ' ' || c == 0x7f) {
                plain(String.format("\\u%04x", (int) c));
            } else if (!Character.isSurrogate(c)) {
                encoded(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < string.length()
                    && Character.isLowSurrogate(string.charAt(i + 1))) {
                encoded(Character.toCodePoint(c, string.charAt(++i)));
            } else {
                plain(String.format("\\u%04x", (int) c));
            }
        }
    }

    private void encoded(int codePoint) {
        if (codePoint < 0x800) {
            put(0xc0 | codePoint >> 6);
        } else {
            if (codePoint < 0x10000) {
                put(0xe0 | codePoint >> 12);
            } else {
                put(0xf0 | codePoint >> 18).put(0x80 | codePoint >> 12 & 0x3f);
            }
            put(0x80 | codePoint >> 6 & 0x3f);
        }
        put(0x80 | codePoint & 0x3f);
    }

    private Text put(int b) {
        reserve(1);
        bytes[length++] = (byte) b;
        return this;
    }

    /**
     * Returns how far behind their beginnings two parts first differ. It is the length of the shorter part if the longer one begins with
     * it, and -1 if they are equal.
     */
    int mismatch(int from, int to, int otherFrom, int otherTo) {
        return Arrays.mismatch(bytes, from, to, bytes, otherFrom, otherTo);
    }

    byte at(int position) {
        return bytes[position];
    }

    byte[] copy(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    byte[] copy() {
        return copy(0, length);
    }

    boolean is(byte[] utf8) {
        return Arrays.equals(bytes, 0, length, utf8, 0, utf8.length);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
