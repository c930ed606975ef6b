package dev.lockstep.recorder;

import java.lang.reflect.Array;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Writes values as JSON, the way Apalache's Informal Trace Format does. Equal values give equal text: sets and maps are
 * sorted by the text of their elements.
 *
 * <table>
 * <caption>How each value is written</caption>
 * <tr><td>Byte, Short, Integer, Long</td><td>number; of more than 53 bits {@code {"#bigint":"..."}}</td></tr>
 * <tr><td>BigInteger</td><td>{@code {"#bigint":"..."}}</td></tr>
 * <tr><td>Boolean, String</td><td>JSON boolean, JSON string</td></tr>
 * <tr><td>enum</td><td>its {@code toString()}, a string</td></tr>
 * <tr><td>List, array</td><td>{@code [...]}, a sequence</td></tr>
 * <tr><td>Set</td><td>{@code {"#set":[...]}}</td></tr>
 * <tr><td>Map</td><td>{@code {"#map":[[k,v],...]}}, a function</td></tr>
 * <tr><td>record</td><td>object of its components in order; of a sealed interface, {@code type} comes first: the class's name, first
 * letter in lower case</td></tr>
 * <tr><td>Optional, OptionalInt, OptionalLong</td><td>its value; empty: {@code "None"}, by which a spec names a model value</td></tr>
 * <tr><td>Character, UUID, Instant, Duration</td><td>its {@code toString()}, a string</td></tr>
 * <tr><td>AtomicBoolean, AtomicInteger, AtomicLong, AtomicReference</td><td>its value</td></tr>
 * <tr><td>Map.Entry</td><td>{@code {"#tup":[k,v]}}</td></tr>
 * <tr><td>Queue, Deque, any other Collection</td><td>{@code [...]}, a sequence in the order of its iterator</td></tr>
 * </table>
 */
final class Itf {
    /** All integers up to this one are exact in JSON, whoever reads it. */
    private static final long EXACT = (1L << 53) - 1;

    private static final int DEEPEST = 200;

    private Itf() {}

    /**
     * Returns the value as JSON.
     *
     * @throws IllegalArgumentException the value has no counterpart in TLA+; the message says which part of it
     */
    static String encode(Object value) {
        Text out = new Text();
        write(out, value);
        return out.toString();
    }

    /** Appends the value as JSON to the text. */
    static void write(Text out, Object value) {
        write(out, value, 0);
    }

    private static void write(Text out, Object value, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("nested more than " + DEEPEST + " deep: does it contain itself?");
        }
        if (value == null) {
            throw new IllegalArgumentException(
                    "null has no counterpart in TLA+: use an Optional, whose empty value is written as \"None\"");
        } else if (value instanceof String string) {
            out.string(string);
        } else if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            out.number(((Number) value).intValue());
        } else if (value instanceof Record record) {
            record(out, record, depth);
        } else if (value instanceof Boolean truth) {
            out.plain(truth ? "true" : "false");
        } else if (value instanceof Enum<?> constant) {
            out.string(constant.toString());
        } else if (value instanceof List<?> list) {
            list(out, list, depth);
        } else if (value instanceof Set<?> set) {
            set(out, set, depth);
        } else if (value instanceof Map<?, ?> map) {
            map(out, map, depth);
        } else if (value instanceof Optional<?> optional) {
            write(out, optional.isPresent() ? optional.get() : "None", depth + 1);
        } else if (value instanceof Long number) {
            if (number >= -EXACT && number <= EXACT) {
                out.number(number);
            } else {
                bigInteger(out, number);
            }
        } else if (value instanceof BigInteger number) {
            bigInteger(out, number);
        } else if (value.getClass().isArray()) {
            array(out, value, depth);
        } else {
            rare(out, value, depth);
        }
    }

    /** Appends a value of a kind that few programs have in their variables. */
    private static void rare(Text out, Object value, int depth) {
        if (value instanceof Character
                || value instanceof UUID
                || value instanceof Instant
                || value instanceof Duration) {
            out.string(value.toString());
        } else if (value instanceof AtomicInteger || value instanceof AtomicLong) {
            write(out, ((Number) value).longValue(), depth + 1);
        } else if (value instanceof AtomicBoolean truth) {
            write(out, truth.get(), depth + 1);
        } else if (value instanceof AtomicReference<?> reference) {
            write(out, reference.get(), depth + 1);
        } else if (value instanceof OptionalInt optional) {
            write(out, optional.isPresent() ? optional.getAsInt() : "None", depth + 1);
        } else if (value instanceof OptionalLong optional) {
            write(out, optional.isPresent() ? optional.getAsLong() : "None", depth + 1);
        } else if (value instanceof Map.Entry<?, ?> entry) {
            write(out.plain("{\"#tup\":["), entry.getKey(), depth + 1);
            write(out.plain(","), entry.getValue(), depth + 1);
            out.plain("]}");
        } else if (value instanceof PriorityQueue || value instanceof PriorityBlockingQueue) {
            throw new IllegalArgumentException(
                    "the iterator of a " + value.getClass().getName()
                            + " has no order that means anything: give a sorted List or a Set, by a @Variable method");
        } else if (value instanceof Collection<?> collection) {
            list(out, collection, depth);
        } else {
            throw new IllegalArgumentException("a " + value.getClass().getName()
                    + " has no counterpart in TLA+: it should be an integer, a boolean, a String, an enum, a Collection, a Map, a"
                    + " record of such, or another class that the README of the tracing library names; a @Variable method can"
                    + " make such a value of it");
        }
    }

    private static void bigInteger(Text out, Number number) {
        out.plain("{\"#bigint\":\"").plain(number.toString()).plain("\"}");
    }

    private static void list(Text out, Collection<?> list, int depth) {
        out.plain("[");
        String separator = "";
        for (Object element : list) {
            out.plain(separator);
            separator = ",";
            write(out, element, depth + 1);
        }
        out.plain("]");
    }

    private static void array(Text out, Object array, int depth) {
        out.plain("[");
        for (int i = 0; i < Array.getLength(array); i++) {
            if (i > 0) {
                out.plain(",");
            }
            write(out, Array.get(array, i), depth + 1);
        }
        out.plain("]");
    }

    private static void set(Text out, Set<?> set, int depth) {
        Elements elements = new Elements(out.plain("{\"#set\":["));
        for (Object element : set) {
            elements.next();
            write(out, element, depth + 1);
            elements.end();
        }
        elements.sort();
        out.plain("]}");
    }

    private static void map(Text out, Map<?, ?> map, int depth) {
        Elements pairs = new Elements(out.plain("{\"#map\":["));
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            pairs.next();
            write(out.plain("["), entry.getKey(), depth + 1);
            out.plain(",");
            pairs.key();
            write(out, entry.getValue(), depth + 1);
            out.plain("]");
            pairs.end();
        }
        pairs.sort();
        out.plain("]}");
    }

    private static void record(Text out, Record record, int depth) {
        RecordShape shape = RecordShape.of(record.getClass());
        out.plain("{").bytes(shape.tag());
        for (int i = 0; i < shape.labels().length; i++) {
            out.bytes(shape.labels()[i]);
            Object value = shape.component(i, record);
            try {
                write(out, value, depth + 1);
            } catch (IllegalArgumentException e) {
                throw Json.in(
                        shape.components()[i].getName() + " of "
                                + record.getClass().getSimpleName(),
                        e);
            }
        }
        out.plain("}");
    }
}
