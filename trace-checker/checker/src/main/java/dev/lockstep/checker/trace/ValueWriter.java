package dev.lockstep.checker.trace;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Writes values in the ITF encoding, as {@link ValueParser} reads them. */
public final class ValueWriter {
    /** Beyond, readers of JSON may round numbers. */
    private static final BigInteger EXACT = BigInteger.ONE.shiftLeft(53);

    private ValueWriter() {}

    public static void write(JsonGenerator json, Value value) {
        if (value instanceof Value.Int integer) {
            if (integer.value().abs().compareTo(EXACT) < 0) {
                json.writeNumber(integer.value());
            } else {
                json.writeStartObject();
                json.writeStringProperty("#bigint", integer.value().toString());
                json.writeEndObject();
            }
        } else if (value instanceof Value.Bool bool) {
            json.writeBoolean(bool.value());
        } else if (value instanceof Value.Str string) {
            json.writeString(string.value());
        } else if (value instanceof Value.Text text) {
            json.writeString(text.value());
        } else if (value instanceof Value.Seq sequence) {
            array(json, sequence.elements());
        } else if (value instanceof Value.SetOf set) {
            json.writeStartObject();
            json.writeName("#set");
            array(json, set.elements());
            json.writeEndObject();
        } else if (value instanceof Value.Rec rec) {
            object(json, rec.fields());
        } else if (value instanceof Value.Fun function) {
            json.writeStartObject();
            json.writeName("#map");
            json.writeStartArray();
            for (Value.Pair pair : function.pairs()) {
                array(json, List.of(pair.argument(), pair.result()));
            }
            json.writeEndArray();
            json.writeEndObject();
        } else if (value instanceof Value.Plain plain) {
            write(json, plain.json());
        }
    }

    static void array(JsonGenerator json, List<Value> values) {
        json.writeStartArray();
        values.forEach(value -> write(json, value));
        json.writeEndArray();
    }

    static void object(JsonGenerator json, Map<String, Value> values) {
        json.writeStartObject();
        values.forEach((name, value) -> {
            json.writeName(name);
            write(json, value);
        });
        json.writeEndObject();
    }
}
