package dev.lockstep.cli.report;

import dev.lockstep.checker.diagnosis.Behaviour;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.checker.trace.ValueWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Full states in Apalache's Informal Trace Format (ADR 015). */
final class ItfFile {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private ItfFile() {}

    static void write(List<Checked> one, Writer out) throws IOException, InvalidInputException {
        Checked checked = one.get(0);
        try (TraceReader trace = checked.trace().open();
                JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            Behaviour behaviour = Behaviour.of(checked.result(), checked.spec(), trace);
            json.writeStartObject();
            json.writeName("#meta");
            json.writeStartObject();
            json.writeStringProperty("format", "ITF");
            json.writeStringProperty("format-description", "https://apalache-mc.org/docs/adr/015adr-trace.html");
            json.writeStringProperty("source", checked.spec().name() + ".tla");
            json.writeStringProperty(
                    "description",
                    "explains " + checked.name()
                            + behaviour
                                    .instance()
                                    .map(instance -> ", instance " + instance)
                                    .orElse(""));
            json.writeEndObject();
            json.writeName("vars");
            json.writeStartArray();
            checked.spec().variables().forEach(json::writeString);
            json.writeEndArray();
            json.writeName("states");
            json.writeStartArray();
            for (int i = 0; i < behaviour.states().size(); i++) {
                state(json, i, behaviour.states().get(i));
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
