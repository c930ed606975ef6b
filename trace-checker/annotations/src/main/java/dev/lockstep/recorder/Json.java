package dev.lockstep.recorder;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** JSON objects of a trace's lines, from names and values. */
final class Json {
    private Json() {}

    /** @param kind what the names are, for the error message of a value that has no counterpart in TLA+ */
    static void object(StringBuilder out, Map<String, ?> members, String kind) {
        out.append('{');
        String separator = "";
        for (Map.Entry<String, ?> member : members.entrySet()) {
            out.append(separator);
            separator = ",";
            Itf.string(out, member.getKey());
            write(out.append(':'), member.getValue(), () -> kind + " " + member.getKey());
        }
        out.append('}');
    }

    /** A difference is a sequence of elements, whatever collection it comes in. */
    static void difference(StringBuilder out, Map<String, Collection<?>> members, String kind) {
        Map<String, Object> sequences = new LinkedHashMap<>();
        members.forEach((name, elements) -> sequences.put(name, new ArrayList<>(elements)));
        object(out, sequences, kind);
    }

    /** @throws IllegalArgumentException the value has no counterpart in TLA+; the message says where it is */
    static void write(StringBuilder out, Object value, Supplier<String> where) {
        try {
            Itf.write(out, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where.get() + ": " + e.getMessage());
        }
    }

    static String encode(Object value, Supplier<String> where) {
        StringBuilder out = new StringBuilder();
        write(out, value, where);
        return out.toString();
    }
}
