package dev.lockstep.recorder;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON objects of a trace's lines, from names and values. */
final class Json {
    private Json() {}

    /** @param kind what the names are, for the error message of a value that has no counterpart in TLA+ */
    static void object(Text out, Map<String, ?> members, String kind) {
        out.plain("{");
        String separator = "";
        for (Map.Entry<String, ?> member : members.entrySet()) {
            out.plain(separator);
            separator = ",";
            out.string(member.getKey());
            out.plain(":");
            try {
                Itf.write(out, member.getValue());
            } catch (IllegalArgumentException e) {
                throw in(kind + " " + member.getKey(), e);
            }
        }
        out.plain("}");
    }

    /** A difference is a sequence of elements, whatever collection it comes in. */
    static void difference(Text out, Map<String, Collection<?>> members, String kind) {
        Map<String, Object> sequences = new LinkedHashMap<>();
        members.forEach((name, elements) -> sequences.put(name, new ArrayList<>(elements)));
        object(out, sequences, kind);
    }

    /** The same failure of a part of something, which the message says. */
    static IllegalArgumentException in(Object where, IllegalArgumentException failure) {
        return new IllegalArgumentException(where + ": " + failure.getMessage());
    }
}
