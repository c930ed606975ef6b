package dev.lockstep.recorder;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Values as JSON, the way Apalache's Informal Trace Format writes TLA+ values. Equal values give equal text: sets and maps are
 * sorted by the text of their elements.
 *
 * <table>
 * <caption>What becomes of a value</caption>
 * <tr><td>Byte, Short, Integer, Long</td><td>number; of more than 53 bits {@code {"#bigint":"..."}}</td></tr>
 * <tr><td>BigInteger</td><td>{@code {"#bigint":"..."}}</td></tr>
 * <tr><td>Boolean, String</td><td>as such</td></tr>
 * <tr><td>enum</td><td>its {@code toString()}, a string</td></tr>
 * <tr><td>List, array</td><td>{@code [...]}, a sequence</td></tr>
 * <tr><td>Set</td><td>{@code {"#set":[...]}}</td></tr>
 * <tr><td>Map</td><td>{@code {"#map":[[k,v],...]}}, a function</td></tr>
 * <tr><td>record</td><td>object of its components in order; of a sealed interface, {@code type} comes first: the class's name, first
 * letter in lower case</td></tr>
 * <tr><td>Optional</td><td>its value; empty: {@code "None"}, by which a spec names a model value</td></tr>
 * </table>
 */
final class Itf {
    /** The largest integer below which all are exact in JSON as everybody reads it. */
    private static final long EXACT = (1L << 53) - 1;

    private static final int DEEPEST = 200;

    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return RecordShape.of(type);
        }
    };

    private Itf() {}

    /** @throws IllegalArgumentException the value has no counterpart in TLA+; the message says which part of it */
    static String encode(Object value) {
        StringBuilder out = new StringBuilder();
        write(out, value);
        return out.toString();
    }

    static void write(StringBuilder out, Object value) {
        write(out, value, 0);
    }

    private static void write(StringBuilder out, Object value, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("nested more than " + DEEPEST + " deep: does it contain itself?");
        }
        if (value == null) {
            throw new IllegalArgumentException("null has no counterpart in TLA+");
        } else if (value instanceof String string) {
            string(out, string);
        } else if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            out.append(value);
        } else if (value instanceof Long number) {
            if (number >= -EXACT && number <= EXACT) {
                out.append(number.longValue());
            } else {
                out.append("{\"#bigint\":\"").append(number.longValue()).append("\"}");
            }
        } else if (value instanceof BigInteger number) {
            out.append("{\"#bigint\":\"").append(number).append("\"}");
        } else if (value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Enum<?> constant) {
            string(out, constant.toString());
        } else if (value instanceof Record record) {
            record(out, record, depth);
        } else if (value instanceof List<?> list) {
            list(out, list, depth);
        } else if (value instanceof Set<?> set) {
            List<String> elements = new ArrayList<>();
            for (Object element : set) {
                StringBuilder text = new StringBuilder();
                write(text, element, depth + 1);
                elements.add(text.toString());
            }
            sorted(out.append("{\"#set\":["), elements).append("]}");
        } else if (value instanceof Map<?, ?> map) {
            map(out, map, depth);
        } else if (value instanceof Optional<?> optional) {
            write(out, optional.isPresent() ? optional.get() : "None", depth + 1);
        } else if (value.getClass().isArray()) {
            array(out, value, depth);
        } else {
            throw new IllegalArgumentException("a " + value.getClass().getName()
                    + " has no counterpart in TLA+: it should be an integer, a boolean, a String, an enum, a List, a Set, a Map or a"
                    + " record of such");
        }
    }

    private static void list(StringBuilder out, List<?> list, int depth) {
        out.append('[');
        String separator = "";
        for (Object element : list) {
            out.append(separator);
            separator = ",";
            write(out, element, depth + 1);
        }
        out.append(']');
    }

    private static void array(StringBuilder out, Object array, int depth) {
        out.append('[');
        for (int i = 0; i < Array.getLength(array); i++) {
            if (i > 0) {
                out.append(',');
            }
            write(out, Array.get(array, i), depth + 1);
        }
        out.append(']');
    }

    private static void map(StringBuilder out, Map<?, ?> map, int depth) {
        List<String> pairs = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            StringBuilder pair = new StringBuilder("[");
            write(pair, entry.getKey(), depth + 1);
            if (!keys.add(pair.toString())) {
                throw new IllegalArgumentException("two keys of a map are written alike: " + pair.substring(1));
            }
            pair.append(',');
            write(pair, entry.getValue(), depth + 1);
            pairs.add(pair.append(']').toString());
        }
        sorted(out.append("{\"#map\":["), pairs).append("]}");
    }

    private static StringBuilder sorted(StringBuilder out, List<String> elements) {
        Collections.sort(elements);
        return out.append(String.join(",", elements));
    }

    private static void record(StringBuilder out, Record record, int depth) {
        RecordShape shape = SHAPES.get(record.getClass());
        out.append('{').append(shape.tag());
        for (int i = 0; i < shape.components.length; i++) {
            RecordComponent component = shape.components[i];
            out.append(shape.labels[i]);
            try {
                write(out, component.getAccessor().invoke(record), depth + 1);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalArgumentException(
                        "cannot read " + component.getName() + " of "
                                + record.getClass().getName(),
                        e);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        component.getName() + " of " + record.getClass().getSimpleName() + ": " + e.getMessage());
            }
        }
        out.append('}');
    }

    /** A JSON string; what UTF-8 cannot carry, half a surrogate pair, is escaped. */
    static void string(StringBuilder out, String string) {
        out.append('"');
        int plain = 0;
        while (plain < string.length() && isPlain(string.charAt(plain))) {
            plain++;
        }
        out.append(plain == string.length() ? string : string.substring(0, plain));
        for (int i = plain; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        escape(out, c);
                    } else if (!Character.isSurrogate(c)) {
                        out.append(c);
                    } else if (Character.isHighSurrogate(c)
                            && i + 1 < string.length()
                            && Character.isLowSurrogate(string.charAt(i + 1))) {
                        out.append(c).append(string.charAt(++i));
                    } else {
                        escape(out, c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** Written as it is. */
    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
    }

    private static void escape(StringBuilder out, char c) {
        out.append(String.format("\\u%04x", (int) c));
    }

    /**
     * How a record class is written. {@code tag} is the member that names it among its siblings, or nothing; a label is what comes before a component's
     * value.
     */
    private record RecordShape(String tag, RecordComponent[] components, String[] labels) {
        static RecordShape of(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            for (RecordComponent component : components) {
                component.getAccessor().setAccessible(true);
            }
            if (!isAlternative(type)) {
                return new RecordShape("", components, labels(components, ""));
            }
            for (RecordComponent component : components) {
                if (component.getName().equals("type")) {
                    throw new IllegalArgumentException(
                            type.getName()
                                    + " implements a sealed interface, so its name is written as \"type\": its component of that name needs another one");
                }
            }
            StringBuilder tag = new StringBuilder("\"type\":");
            String name = type.getSimpleName();
            string(tag, Character.toLowerCase(name.charAt(0)) + name.substring(1));
            return new RecordShape(tag.toString(), components, labels(components, ","));
        }

        private static String[] labels(RecordComponent[] components, String before) {
            String[] labels = new String[components.length];
            for (int i = 0; i < labels.length; i++) {
                StringBuilder label = new StringBuilder(i == 0 ? before : ",");
                string(label, components[i].getName());
                labels[i] = label.append(':').toString();
            }
            return labels;
        }

        private static boolean isAlternative(Class<?> type) {
            for (Class<?> parent : type.getInterfaces()) {
                if (parent.isSealed() || isAlternative(parent)) {
                    return true;
                }
            }
            return false;
        }
    }
}
