package dev.lockstep.checker.trace;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes values and events as bytes that a {@link PackedReader} reads again. A small number is one byte. A string is written once, and
 * then its number. It is for states that are kept between two runs of a program, not for traces.
 */
public final class PackedWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<String, Integer> strings = new HashMap<>();

    public byte[] bytes() {
        return out.toByteArray();
    }

    /** Writes a number in as many groups of seven bits as it needs, small ones of either sign in one. */
    public void number(long number) {
        long rest = number << 1 ^ number >> 63;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    public void truth(boolean truth) {
        out.write(truth ? 1 : 0);
    }

    public void string(String string) {
        Integer known = strings.putIfAbsent(string, strings.size());
        if (known != null) {
            number(known);
            return;
        }
        number(-1);
        bytes(string.getBytes(StandardCharsets.UTF_8));
    }

    public void bytes(byte[] bytes) {
        number(bytes.length);
        out.writeBytes(bytes);
    }

    public void optional(@Nullable String string) {
        truth(string != null);
        if (string != null) {
            string(string);
        }
    }

    public void optional(@Nullable Long number) {
        truth(number != null);
        if (number != null) {
            number(number);
        }
    }

    public void optional(@Nullable Value value) {
        truth(value != null);
        if (value != null) {
            value(value);
        }
    }

    public void strings(Collection<String> all) {
        number(all.size());
        all.forEach(this::string);
    }

    public void counts(Map<String, Long> counts) {
        number(counts.size());
        counts.forEach((name, count) -> {
            string(name);
            number(count);
        });
    }

    public void value(Value value) {
        if (value instanceof Value.Str string) {
            out.write(PackedReader.STRING);
            string(string.value());
        } else if (value instanceof Value.Int integer) {
            integer(integer.value());
        } else if (value instanceof Value.Bool bool) {
            out.write(bool.value() ? PackedReader.TRUE : PackedReader.FALSE);
        } else if (value instanceof Value.Text text) {
            out.write(PackedReader.TEXT);
            string(text.value());
        } else if (value instanceof Value.Seq sequence) {
            out.write(PackedReader.SEQUENCE);
            values(sequence.elements());
        } else if (value instanceof Value.SetOf set) {
            out.write(PackedReader.SET);
            values(set.elements());
        } else if (value instanceof Value.Rec rec) {
            out.write(PackedReader.RECORD);
            values(rec.fields());
        } else if (value instanceof Value.Fun function) {
            out.write(PackedReader.FUNCTION);
            number(function.pairs().size());
            function.pairs().forEach(pair -> {
                value(pair.argument());
                value(pair.result());
            });
        } else if (value instanceof Value.Plain plain) {
            out.write(PackedReader.PLAIN);
            value(plain.json());
        } else {
            throw new IllegalArgumentException("no event has such a value: " + value);
        }
    }

    private void integer(BigInteger integer) {
        if (integer.bitLength() < Long.SIZE) {
            out.write(PackedReader.INTEGER);
            number(integer.longValue());
        } else {
            out.write(PackedReader.LARGE);
            bytes(integer.toByteArray());
        }
    }

    private void values(List<Value> values) {
        number(values.size());
        values.forEach(this::value);
    }

    private void values(Map<String, Value> values) {
        number(values.size());
        values.forEach((name, value) -> {
            string(name);
            value(value);
        });
    }

    private void lists(Map<String, List<Value>> lists) {
        number(lists.size());
        lists.forEach((name, values) -> {
            string(name);
            values(values);
        });
    }

    public void event(Event event) {
        number(event.index());
        string(event.file());
        number(event.line());
        optional(event.process());
        optional(event.clock());
        optional(event.seq());
        optional(event.action());
        values(event.args());
        values(event.state());
        lists(event.added());
        lists(event.removed());
        optional(event.instance());
        optional(event.source());
        optional(event.threw());
        number(event.kind().ordinal());
    }
}
