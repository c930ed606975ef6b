package dev.lockstep.cli;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes results as JSON, one object on one line. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static String write(Map<String, ?> object) {
        return MAPPER.writeValueAsString(object);
    }
}
