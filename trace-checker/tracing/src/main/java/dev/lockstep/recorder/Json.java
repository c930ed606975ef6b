package dev.lockstep.recorder;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the JSON objects of a trace's lines from names and values. */
final class Json {
    private Json() {}

    /**
     * Appends a JSON object.
     *
     * @param kind the kind of thing that the names stand for; the error message for a value without counterpart in TLA+ says it
     */
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

    /** Appends a difference. Its elements are written as sequences, whatever collections they come in. */
    static void difference(Text out, Map<String, Collection<?>> members, String kind) {
        Map<String, Object> sequences = new LinkedHashMap<>();
        members.forEach((name, elements) -> sequences.put(name, new ArrayList<>(elements)));
        object(out, sequences, kind);
    }

    /** Returns the same failure with a message that says of which part it is. */
    static IllegalArgumentException in(Object where, IllegalArgumentException failure) {
        return new IllegalArgumentException(where + ": " + failure.getMessage());
    }
}
