package dev.lockstep.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds the variables of a killed process as its trace saw them last. The process itself does not need them: it recovers from its disk. Its
 * trace needs them to tell of the crash.
 */
public final class LastSeen {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Map<String, Map<String, JsonNode>>> states = new HashMap<>();

    /** @param trace a trace that consists of whole lines */
    public LastSeen(Path trace) throws IOException {
        List<String> lines = Files.readAllLines(trace);
        for (String line : lines.subList(1, lines.size())) {
            JsonNode event = JSON.readTree(line);
            Map<String, JsonNode> state = states.computeIfAbsent(
                            event.get("process").stringValue(), p -> new TreeMap<>())
                    .computeIfAbsent(event.get("instance").stringValue(), i -> new HashMap<>());
            event.get("state").properties().forEach(variable -> state.put(variable.getKey(), variable.getValue()));
        }
    }

    /** Returns the variables of this process by instance. */
    public Map<String, Map<String, JsonNode>> of(String process) {
        return Collections.unmodifiableMap(states.getOrDefault(process, Map.of()));
    }

    /** Returns the elements of a set of strings. */
    public static Set<String> strings(JsonNode set) {
        return StreamSupport.stream(set.get("#set").spliterator(), false)
                .map(JsonNode::stringValue)
                .collect(Collectors.toSet());
    }
}
