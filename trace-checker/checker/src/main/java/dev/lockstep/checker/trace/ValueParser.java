package dev.lockstep.checker.trace;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one value in the ITF encoding; the parser stands on the value's first token, and afterwards on its last. */
final class ValueParser {
    private ValueParser() {}

    /** Says that a value is JSON but not ITF; the message says why. */
    static final class NotAValue extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotAValue(String message) {
            super(message, null, false, false);
        }
    }

    static Value parse(JsonParser json) {
        return switch (json.currentToken()) {
            case VALUE_STRING -> new Value.Str(json.getString());
            case VALUE_NUMBER_INT -> new Value.Int(json.getBigIntegerValue());
            case VALUE_TRUE -> new Value.Bool(true);
            case VALUE_FALSE -> new Value.Bool(false);
            case START_ARRAY -> new Value.Seq(elements(json));
            case START_OBJECT -> object(json);
            case VALUE_NUMBER_FLOAT ->
                throw new NotAValue(json.getString() + " is not a TLA+ value: only integers are");
            case VALUE_NULL -> throw new NotAValue("null is not a TLA+ value");
            default -> throw new NotAValue("expected a value, found " + json.currentToken());
        };
    }

    static List<Value> elements(JsonParser json) {
        List<Value> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(parse(json));
        }
        return elements;
    }

    private static Value object(JsonParser json) {
        Fields<Value> fields = new Fields<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            if (name.startsWith("#")) {
                Value special = special(name, json);
                if (!fields.isEmpty() || json.nextToken() != JsonToken.END_OBJECT) {
                    throw new NotAValue("\"" + name + "\" must be the only field of its object");
                }
                return special;
            }
            fields.add(name, parse(json)); // the parser has seen to it that it is new
        }
        return new Value.Rec(fields);
    }

    private static Value special(String name, JsonParser json) {
        switch (name) {
            case "#bigint" -> {
                if (json.currentToken() != JsonToken.VALUE_STRING) {
                    throw new NotAValue("\"#bigint\" must be a string of digits");
                }
                try {
                    return new Value.Int(new BigInteger(json.getString()));
                } catch (NumberFormatException e) {
                    throw new NotAValue("\"#bigint\":\"" + json.getString() + "\" is not an integer");
                }
            }
            case "#set" -> {
                return new Value.SetOf(array(name, json));
            }
            case "#tup" -> {
                return new Value.Seq(array(name, json));
            }
            case "#map" -> {
                List<Value.Pair> pairs = new ArrayList<>();
                Set<Value> arguments = new HashSet<>();
                for (Value pair : array(name, json)) {
                    if (!(pair instanceof Value.Seq seq) || seq.elements().size() != 2) {
                        throw new NotAValue("\"#map\" must be an array of [argument, value] pairs, but has " + pair);
                    }
                    if (!arguments.add(seq.elements().get(0))) {
                        throw new NotAValue(
                                "\"#map\" has the argument " + seq.elements().get(0) + " twice");
                    }
                    pairs.add(
                            new Value.Pair(seq.elements().get(0), seq.elements().get(1)));
                }
                return new Value.Fun(pairs);
            }
            case "#unserializable" ->
                throw new NotAValue("\"#unserializable\": the writer could not express this value");
            default ->
                throw new NotAValue(
                        "\"" + name + "\" is no encoding of a value;" + " there are #bigint, #set, #map and #tup");
        }
    }

    private static List<Value> array(String name, JsonParser json) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new NotAValue("\"" + name + "\" must be an array");
        }
        return elements(json);
    }
}
