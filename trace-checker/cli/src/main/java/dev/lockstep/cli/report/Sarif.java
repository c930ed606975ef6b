package dev.lockstep.cli.report;

import dev.lockstep.checker.Rejection;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.reason.Reason;
import dev.lockstep.checker.reason.ReasonText;
import dev.lockstep.checker.trace.Place;
import dev.lockstep.report.Places;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes SARIF 2.1.0. There is a result for each trace that is not accepted. It is located in the code or the spec, and related to the trace.
 */
public final class Sarif {
    private static final Map<String, String> RULES = rules();

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
        List<Finding> findings = all.stream()
                .filter(checked -> checked.result() == null
                        || checked.result().verdict().exitCode() != Verdict.ACCEPTED.exitCode())
                .map(Sarif::finding)
                .toList();
        write(RULES, findings, out);
    }

    /**
     * Writes findings.
     *
     * @param descriptions what each rule says, by its name
     */
    public static void write(Map<String, String> descriptions, List<Finding> findings, Writer out) throws IOException {
        List<Object> rules = new ArrayList<>();
        descriptions.forEach((id, text) -> rules.add(Map.of("id", id, "shortDescription", text(text))));
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "Lockstep");
        Version.number().ifPresent(version -> driver.put("version", version));
        driver.put("rules", rules);
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        run.put("columnKind", "utf16CodeUnits");
        List<String> names = List.copyOf(descriptions.keySet());
        run.put(
                "results",
                findings.stream()
                        .map(finding -> finding.object(names.indexOf(finding.rule)))
                        .toList());
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        out.write(JsonMapper.builder().build().writeValueAsString(log));
        out.write('\n');
    }

    /**
     * Holds what is wrong.
     *
     * @param rule the name of a rule
     * @param places where it is, and then what is related to that; at least one
     */
    public record Finding(String rule, boolean isWarning, String message, List<Located> places) {
        private Map<String, Object> object(int index) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("ruleId", rule);
            result.put("ruleIndex", index);
            result.put("level", isWarning ? "warning" : "error");
            result.put("message", text(message));
            result.put("locations", List.of(new Located(places.get(0).place, "").object()));
            List<Map<String, Object>> related =
                    places.stream().skip(1).map(Located::object).toList();
            if (!related.isEmpty()) {
                result.put("relatedLocations", related);
            }
            return result;
        }
    }

    /** Holds a place and what it is, which may be empty. */
    public record Located(Place place, String says) {
        private Map<String, Object> object() {
            return location(place, says);
        }
    }

    private static Finding finding(Checked checked) {
        String rule = rule(checked);
        List<String> lines = new ArrayList<>(checked.lines());
        lines.set(0, checked.message());
        return new Finding(rule, rule.equals("inconclusive"), String.join("\n", lines), places(checked));
    }

    static String rule(Checked checked) {
        if (checked.result() == null) {
            return "invalid";
        }
        Rejection rejection = checked.result().rejection();
        return rejection == null ? "inconclusive" : ReasonJson.name(rejection.kind());
    }

    /**
     * Returns the places, those first that a repository has. These are the line of the code, if there is such a file, and the conjuncts of
     * the spec; the trace is last.
     */
    private static List<Located> places(Checked checked) {
        Rejection rejection = checked.result() == null ? null : checked.result().rejection();
        Place trace = checked.place();
        Located inTrace = new Located(
                new Place(Places.shown(trace.file()), trace.line(), trace.column()),
                rejection == null ? "" : "the trace");
        List<Located> places = new ArrayList<>();
        if (rejection != null) {
            if (rejection.event() != null && rejection.event().source() != null) {
                checked.places().code(rejection.event().source()).ifPresent(code -> places.add(new Located(code, "")));
            }
            for (Reason reason : rejection.reasons()) {
                reason.where()
                        .ifPresent(
                                place -> places.add(new Located(checked.places().ofSpec(place), conjunct(reason))));
            }
        }
        places.add(inTrace);
        return places;
    }

    private static String conjunct(Reason reason) {
        return new ReasonText(Place::brief).firstLine(reason);
    }

    private static Map<String, Object> location(Place place, String message) {
        Map<String, Object> location = new LinkedHashMap<>();
        location.put(
                "physicalLocation",
                Map.of(
                        "artifactLocation", Map.of("uri", uri(place.file())),
                        "region", Map.of("startLine", Math.max(1, place.line()), "startColumn", place.column())));
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
