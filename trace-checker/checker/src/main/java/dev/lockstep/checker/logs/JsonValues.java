package dev.lockstep.checker.logs;

import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Takes what is in a JSON line as a value. Arrays are sequences, objects are records, and what is no value is its text. */
final class JsonValues {
    private JsonValues() {}

    static Value of(JsonNode node) {
        if (node.isIntegralNumber()) {
            return new Value.Int(node.bigIntegerValue());
        } else if (node.isBoolean()) {
            return new Value.Bool(node.booleanValue());
        } else if (node.isString()) {
            return new Value.Str(node.stringValue());
        } else if (node.isArray()) {
            List<Value> elements = new ArrayList<>();
            node.values().forEach(element -> elements.add(of(element)));
            return new Value.Seq(elements);
        } else if (node.isObject()) {
            Map<String, Value> fields = new LinkedHashMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), of(field.getValue())));
            return new Value.Rec(fields);
        }
        return new Value.Str(node.toString());
    }
}
