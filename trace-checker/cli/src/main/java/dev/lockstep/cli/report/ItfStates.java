package dev.lockstep.cli.report;

import dev.lockstep.checker.trace.Value;
import dev.lockstep.checker.trace.ValueWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Writes full states in Apalache's Informal Trace Format (ADR 015). */
public final class ItfStates {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private ItfStates() {}

    /**
     * Writes one behaviour.
     *
     * @param source the module's file
     * @param loop the index, from 0, of the state that follows the last one; empty: the behaviour ends, or goes on unknown
     */
    public static void write(
            Writer out,
            String source,
            String description,
            List<String> variables,
            List<Map<String, Value>> states,
            OptionalInt loop)
            throws IOException {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeName("#meta");
            json.writeStartObject();
            json.writeStringProperty("format", "ITF");
            json.writeStringProperty("format-description", "https://apalache-mc.org/docs/adr/015adr-trace.html");
            json.writeStringProperty("source", source);
            json.writeStringProperty("description", description);
            json.writeEndObject();
            json.writeName("vars");
            json.writeStartArray();
            variables.forEach(json::writeString);
            json.writeEndArray();
            if (loop.isPresent()) {
                json.writeNumberProperty("loop", loop.getAsInt());
            }
            json.writeName("states");
            json.writeStartArray();
            for (int i = 0; i < states.size(); i++) {
                state(json, i, states.get(i));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.write('\n');
    }

    private static void state(JsonGenerator json, int index, Map<String, Value> state) {
        json.writeStartObject();
        json.writeName("#meta");
        json.writeStartObject();
        json.writeNumberProperty("index", index);
        json.writeEndObject();
        state.forEach((variable, value) -> {
            json.writeName(variable);
            ValueWriter.write(json, value);
        });
        json.writeEndObject();
    }
}
