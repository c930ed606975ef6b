package dev.lockstep.cli.report;

import dev.lockstep.checker.Rejection;
import dev.lockstep.checker.Verdict;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** SARIF 2.1.0: a result for each trace that is not accepted, located in the trace, related to the spec and to the code. */
final class Sarif {
    private static final Map<String, String> RULES = rules();
    private static final Pattern LOCATED = Pattern.compile("(\\S+):(\\d+)(?:  (.*))?");

    private Sarif() {}

    private static Map<String, String> rules() {
        Map<String, String> rules = new LinkedHashMap<>();
        rules.put("no-initial-state", "The spec has no initial state as the trace begins.");
        rules.put("not-enabled", "The action is not possible: a guard is false.");
        rules.put("other-outcome", "The action is possible, but what was observed is not what it does.");
        rules.put("invariant", "After the step an invariant is false.");
        rules.put("inconclusive", "A limit was hit before it was known whether the spec explains the trace.");
        rules.put("invalid", "The trace cannot be read.");
        return rules;
    }

    static void write(List<Checked> all, Writer out) throws IOException {
        List<Object> rules = new ArrayList<>();
        RULES.forEach((id, text) -> rules.add(Map.of("id", id, "shortDescription", text(text))));
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", Map.of("name", "Lockstep", "rules", rules)));
        run.put("columnKind", "utf16CodeUnits");
        run.put(
                "results",
                all.stream()
                        .filter(checked -> checked.result() == null
                                || checked.result().verdict().exitCode() != Verdict.ACCEPTED.exitCode())
                        .map(Sarif::result)
                        .toList());
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        out.write(JsonMapper.builder().build().writeValueAsString(log));
        out.write('\n');
    }

    private static Map<String, Object> result(Checked checked) {
        Checked.Placed placed = checked.placed();
        String rule = rule(checked);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", rule);
        result.put("ruleIndex", List.copyOf(RULES.keySet()).indexOf(rule));
        result.put("level", rule.equals("inconclusive") ? "warning" : "error");
        List<String> lines = new ArrayList<>(checked.lines());
        lines.set(0, placed.text());
        result.put("message", text(String.join("\n", lines)));
        result.put("locations", List.of(location(placed.file(), placed.line(), placed.column(), "")));
        List<Object> related = related(checked);
        if (!related.isEmpty()) {
            result.put("relatedLocations", related);
        }
        return result;
    }

    static String rule(Checked checked) {
        if (checked.result() == null) {
            return "invalid";
        }
        Rejection rejection = checked.result().rejection();
        return rejection == null
                ? "inconclusive"
                : switch (rejection.kind()) {
                    case NO_INITIAL_STATE -> "no-initial-state";
                    case NOT_ENABLED -> "not-enabled";
                    case OTHER_OUTCOME -> "other-outcome";
                    case INVARIANT -> "invariant";
                };
    }

    /** The false conjuncts in the spec, and the line of the code. */
    private static List<Object> related(Checked checked) {
        Rejection rejection = checked.result() == null ? null : checked.result().rejection();
        List<String> places = new ArrayList<>();
        if (rejection != null) {
            rejection.reasons().stream().sorted().forEach(places::add);
            if (rejection.event() != null && rejection.event().source() != null) {
                places.add(rejection.event().source());
            }
        }
        List<Object> related = new ArrayList<>();
        for (String place : places) {
            Matcher located = LOCATED.matcher(place);
            if (located.matches()) {
                String says = located.group(3) == null ? "" : located.group(3);
                related.add(location(located.group(1), Long.parseLong(located.group(2)), 1, says));
            }
        }
        return related;
    }

    private static Map<String, Object> location(String file, long line, long column, String message) {
        Map<String, Object> location = new LinkedHashMap<>();
        location.put(
                "physicalLocation",
                Map.of(
                        "artifactLocation", Map.of("uri", uri(file)),
                        "region", Map.of("startLine", line, "startColumn", column)));
        if (!message.isEmpty()) {
            location.put("message", text(message));
        }
        return location;
    }

    private static String uri(String file) {
        try {
            return Path.of(file).isAbsolute()
                    ? Path.of(file).toUri().toString()
                    : new URI(null, null, file.replace('\\', '/'), null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(file + " cannot be named in a report", e);
        }
    }

    private static Map<String, Object> text(String text) {
        return Map.of("text", text);
    }
}
