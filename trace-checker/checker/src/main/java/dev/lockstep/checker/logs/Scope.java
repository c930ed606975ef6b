package dev.lockstep.checker.logs;

import dev.lockstep.checker.trace.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Holds what the names in a template stand for.
 *
 * @param lines the lines of which it is told, with their groups; of two the later counts
 * @param remembered what earlier lines of the process have left
 */
record Scope(List<Matched> lines, Map<String, Value> remembered) {
    /** Holds a line, and what the regular expressions found in it. */
    record Matched(LogLine line, Map<String, String> groups) {}

    /** Returns a text or any other value; null: there is none of that name. */
    @Nullable
    Value value(LogMapping.Name name) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            Value found = in(lines.get(i), name);
            if (found != null) {
                return found;
            }
        }
        return remembered.get(name.text());
    }

    static @Nullable Value in(Matched matched, LogMapping.Name name) {
        LogLine line = matched.line();
        if (name.pointer() != null) {
            JsonNode node = line.json() == null ? null : line.json().at(name.pointer());
            return node == null || node.isMissingNode() || node.isNull() ? null : JsonValues.of(node);
        }
        String group = matched.groups().getOrDefault(name.text(), line.groups().get(name.text()));
        if (group != null) {
            return new Value.Str(group);
        }
        return switch (name.text()) {
            case "process" -> line.process();
            case "file" -> new Value.Str(line.file());
            case "line" -> new Value.Int(line.number());
            default -> null;
        };
    }
}
