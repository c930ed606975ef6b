package dev.lockstep.net;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/**
 * Converts the records of one sealed interface to JSON objects such as {@code {"type":"request","from":"p1",...}}, and back. The type is
 * the record's name with its first letter in lower case. Only exactly what would be written is read, up to order and white space.
 */
public final class JsonCodec<T> {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, strings -> {
                strings.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                strings.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                strings.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Map<String, Class<? extends T>> types = new TreeMap<>();

    /** @param sealed an interface that permits only records */
    public JsonCodec(Class<T> sealed) {
        if (!sealed.isSealed()) {
            throw new IllegalArgumentException(sealed.getName() + " is not sealed: its records cannot be told");
        }
        for (Class<?> type : sealed.getPermittedSubclasses()) {
            if (!type.isRecord()) {
                throw new IllegalArgumentException(type.getName() + " is not a record");
            }
            types.put(name(type), type.asSubclass(sealed));
        }
    }

    private static String name(Class<?> type) {
        String name = type.getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    JsonNode encode(T value) {
        ObjectNode object = MAPPER.createObjectNode().put("type", name(value.getClass()));
        object.setAll((ObjectNode) MAPPER.valueToTree(value));
        return object;
    }

    /**
     * Returns the record of a JSON object.
     *
     * @throws IOException the object is not one of the records; the message says why
     */
    T decode(JsonNode json) throws IOException {
        JsonNode type = json.path("type");
        Class<? extends T> record = type.isString() ? types.get(type.stringValue()) : null;
        if (record == null || !(json instanceof ObjectNode object)) {
            throw new IOException("expected an object with a type of " + types.keySet() + ", not " + json);
        }
        try {
            return MAPPER.treeToValue(object.deepCopy().without("type"), record);
        } catch (JacksonException e) {
            throw new IOException("not a " + type.stringValue() + ": " + e.getOriginalMessage(), e);
        }
    }

    byte[] toBytes(T value) {
        return MAPPER.writeValueAsBytes(encode(value));
    }

    /**
     * Returns the record that the bytes hold.
     *
     * @throws IOException the bytes are not JSON, or not one of the records
     */
    T fromBytes(byte[] bytes) throws IOException {
        try {
            return decode(MAPPER.readTree(bytes));
        } catch (JacksonException e) {
            throw new IOException("not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
