package tlc2.module;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import util.UniqueString;

/** What trace specs read their traces with: the lines of an NDJSON file as sequences of records, one for each instance of the spec. */
public final class TraceEvents {
    /** What TLC prints when it has matched a whole trace. */
    public static final String ALL_END = "every instance of the trace has been matched to its end";

    private static TupleValue instances;
    private static final BitSet ENDED = new BitSet();

    private TraceEvents() {}

    /** All lines but the first, which is the header. */
    public static synchronized Value ReadInstances(StringValue file) throws IOException {
        if (instances == null) {
            ObjectMapper json = new ObjectMapper();
            Map<String, List<Value>> events = new LinkedHashMap<>();
            try (BufferedReader reader = Files.newBufferedReader(Path.of(file.val.toString()))) {
                reader.readLine();
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    JsonNode event = json.readTree(line);
                    String instance =
                            event.has("instance") ? event.get("instance").stringValue() : "";
                    events.computeIfAbsent(instance, name -> new ArrayList<>()).add(value(event));
                }
            }
            instances = new TupleValue(events.values().stream()
                    .map(each -> new TupleValue(each.toArray(new Value[0])))
                    .toArray(Value[]::new));
        }
        return instances;
    }

    /** Says so when each instance's last event has been matched: then the trace is accepted. */
    public static synchronized Value End(IntValue instance) {
        if (!ENDED.get(instance.val)) {
            ENDED.set(instance.val);
            if (ENDED.cardinality() == instances.size()) {
                System.out.println(ALL_END);
            }
        }
        return BoolValue.ValTrue;
    }

    /** The model value of that name, where the config has one. */
    private static Value string(String text) {
        for (ModelValue value : ModelValue.mvs) {
            if (value.val.equals(text)) {
                return value;
            }
        }
        return new StringValue(text);
    }

    private static Value value(JsonNode node) {
        if (node.isInt()) {
            return IntValue.gen(node.intValue());
        } else if (node.isBoolean()) {
            return node.booleanValue() ? BoolValue.ValTrue : BoolValue.ValFalse;
        } else if (node.isString()) {
            return string(node.stringValue());
        } else if (node.isArray()) {
            return new TupleValue(values(node));
        } else if (node.has("#set")) {
            return new SetEnumValue(values(node.get("#set")), false);
        } else if (node.has("#tup")) {
            return new TupleValue(values(node.get("#tup")));
        } else if (node.has("#map")) {
            return function(node.get("#map"));
        }
        List<UniqueString> names = new ArrayList<>();
        List<Value> fields = new ArrayList<>();
        node.properties().forEach(field -> {
            names.add(UniqueString.uniqueStringOf(field.getKey()));
            fields.add(value(field.getValue()));
        });
        return new RecordValue(names.toArray(new UniqueString[0]), fields.toArray(new Value[0]), false);
    }

    private static Value[] values(JsonNode array) {
        Value[] values = new Value[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(array.get(i));
        }
        return values;
    }

    private static Value function(JsonNode pairs) {
        Value[] arguments = new Value[pairs.size()];
        Value[] results = new Value[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = value(pairs.get(i).get(0));
            results[i] = value(pairs.get(i).get(1));
        }
        return new FcnRcdValue(arguments, results, false);
    }
}
