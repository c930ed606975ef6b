package dev.lockstep.checker.trace;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link PackedWriter} wrote, in the same order. Bytes that it did not write are an {@link IllegalArgumentException}. */
public final class PackedReader {
    static final int STRING = 0;
    static final int INTEGER = 1;
    static final int LARGE = 2;
    static final int TRUE = 3;
    static final int FALSE = 4;
    static final int TEXT = 5;
    static final int SEQUENCE = 6;
    static final int SET = 7;
    static final int RECORD = 8;
    static final int FUNCTION = 9;
    static final int PLAIN = 10;

    private static final Event.Kind[] KINDS = Event.Kind.values();

    private final byte[] bytes;
    private final List<String> strings = new ArrayList<>();
    private int at;

    public PackedReader(byte[] bytes) {
        this.bytes = bytes;
    }

    private int next() {
        if (at == bytes.length) {
            throw broken();
        }
        return bytes[at++] & 0xff;
    }

    private IllegalArgumentException broken() {
        return new IllegalArgumentException("no saved state: broken at byte " + at + " of " + bytes.length);
    }

    public long number() {
        long number = 0;
        int shift = 0;
        int group = next();
        while (group >= 0x80 && shift < Long.SIZE) {
            number |= (long) (group & 0x7f) << shift;
            shift += 7;
            group = next();
        }
        number |= (long) group << shift;
        return number >>> 1 ^ -(number & 1);
    }

    /** Reads how many of something there are, each of which takes a byte or more. */
    public int count() {
        long count = number();
        if (count < 0 || count > bytes.length - at) {
            throw broken();
        }
        return (int) count;
    }

    public boolean truth() {
        return next() != 0;
    }

    public String string() {
        long known = number();
        if (known >= 0 && known < strings.size()) {
            return strings.get((int) known);
        } else if (known != -1) {
            throw broken();
        }
        String string = new String(bytes(), StandardCharsets.UTF_8).intern();
        strings.add(string);
        return string;
    }

    public byte[] bytes() {
        int count = count();
        at += count;
        return Arrays.copyOfRange(bytes, at - count, at);
    }

    public @Nullable String optionalString() {
        return truth() ? string() : null;
    }

    public @Nullable Long optionalNumber() {
        return truth() ? (Long) number() : null;
    }

    public @Nullable Value optionalValue() {
        return truth() ? value() : null;
    }

    public List<String> strings() {
        List<String> all = new ArrayList<>();
        for (int i = count(); i > 0; i--) {
            all.add(string());
        }
        return all;
    }

    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int i = count(); i > 0; i--) {
            counts.put(string(), number());
        }
        return counts;
    }

    public Value value() {
        int kind = next();
        return switch (kind) {
            case STRING -> new Value.Str(string());
            case INTEGER -> new Value.Int(number());
            case LARGE -> new Value.Int(new BigInteger(bytes()));
            case TRUE, FALSE -> new Value.Bool(kind == TRUE);
            case TEXT -> new Value.Text(string());
            case SEQUENCE -> new Value.Seq(list());
            case SET -> new Value.SetOf(list());
            case RECORD -> new Value.Rec(values());
            case FUNCTION -> new Value.Fun(pairs());
            case PLAIN -> new Value.Plain(value());
            default -> throw broken();
        };
    }

    private List<Value.Pair> pairs() {
        List<Value.Pair> pairs = new ArrayList<>();
        for (int i = count(); i > 0; i--) {
            pairs.add(new Value.Pair(value(), value()));
        }
        return pairs;
    }

    private List<Value> list() {
        List<Value> values = new ArrayList<>();
        for (int i = count(); i > 0; i--) {
            values.add(value());
        }
        return values;
    }

    private Map<String, Value> values() {
        Fields<Value> values = new Fields<>();
        for (int i = count(); i > 0; i--) {
            values.add(string(), value());
        }
        return values;
    }

    private Map<String, List<Value>> lists() {
        Fields<List<Value>> lists = new Fields<>();
        for (int i = count(); i > 0; i--) {
            lists.add(string(), list());
        }
        return lists;
    }

    public Event event() {
        return new Event(
                number(),
                string(),
                number(),
                optionalValue(),
                optionalNumber(),
                optionalNumber(),
                optionalString(),
                values(),
                values(),
                lists(),
                lists(),
                optionalString(),
                optionalString(),
                optionalString(),
                KINDS[(int) Math.floorMod(number(), KINDS.length)]);
    }
}
