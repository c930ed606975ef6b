package dev.lockstep.checker.trace;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Writes Lockstep's own format, as {@link LockstepReader} reads it. */
public final class TraceWriter implements Closeable {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final Writer out;

    /** Writes the header. The writer is closed with this one. */
    public TraceWriter(Writer out, Header header) throws IOException {
        this.out = out;
        line(json -> {
            json.writeNumberProperty("lockstep", 1);
            json.writeStringProperty("spec", header.spec());
            json.writeName("constants");
            ValueWriter.object(json, header.constants());
            strings(json, "local", header.local());
            strings(json, "complete", header.complete());
            strings(json, "hidden", header.hidden());
            if (!header.late().isEmpty()) {
                strings(json, "late", header.late());
            }
            if (header.calls()) {
                json.writeBooleanProperty("calls", true);
            }
            string(json, "atEnd", header.atEnd());
            if (!header.self().isEmpty()) {
                self(json, header.self());
            }
            values(json, "initially", header.initially());
        });
    }

    public void write(Event event) throws IOException {
        line(json -> {
            if (event.process() != null) {
                json.writeName("process");
                ValueWriter.write(json, event.process());
            }
            number(json, "clock", event.clock());
            number(json, "seq", event.seq());
            string(json, "instance", event.instance());
            string(json, action(event.kind()), event.action());
            values(json, "args", event.args());
            values(json, "state", event.state());
            lists(json, "added", event.added());
            lists(json, "removed", event.removed());
            string(json, "source", event.source());
            string(json, "threw", event.threw());
        });
    }

    private static String action(Event.Kind kind) {
        return kind == Event.Kind.CALL ? "call" : kind == Event.Kind.RETURN ? "return" : "action";
    }

    private interface Fields {
        void write(JsonGenerator json);
    }

    private void line(Fields fields) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        }
        out.write('\n');
    }

    private static void number(JsonGenerator json, String key, @Nullable Long number) {
        if (number != null) {
            json.writeNumberProperty(key, number);
        }
    }

    private static void string(JsonGenerator json, String key, @Nullable String string) {
        if (string != null) {
            json.writeStringProperty(key, string);
        }
    }

    private static void strings(JsonGenerator json, String key, Set<String> strings) {
        json.writeName(key);
        json.writeStartArray();
        new TreeSet<>(strings).forEach(json::writeString);
        json.writeEndArray();
    }

    private static void self(JsonGenerator json, Map<String, String> self) {
        json.writeName("self");
        json.writeStartObject();
        new TreeMap<>(self).forEach((action, parameter) -> {
            json.writeName(action);
            if (parameter.isEmpty()) {
                json.writeNull();
            } else {
                json.writeString(parameter);
            }
        });
        json.writeEndObject();
    }

    private static void values(JsonGenerator json, String key, Map<String, Value> values) {
        if (!values.isEmpty()) {
            json.writeName(key);
            ValueWriter.object(json, values);
        }
    }

    private static void lists(JsonGenerator json, String key, Map<String, List<Value>> lists) {
        if (!lists.isEmpty()) {
            json.writeName(key);
            json.writeStartObject();
            lists.forEach((name, values) -> {
                json.writeName(name);
                ValueWriter.array(json, values);
            });
            json.writeEndObject();
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
