package dev.lockstep.cli.report;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Move;
import dev.lockstep.checker.Verdict;
import dev.lockstep.report.Places;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the results of {@code validate} as objects for {@code --json}. */
public final class ResultJson {
    private ResultJson() {}

    /** Returns the result on one trace. */
    public static Map<String, Object> of(CheckResult result, Places places) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("verdict", result.verdict().toString());
        object.put("trace", result.trace());
        object.put("events", result.events());
        if (result.event() > 0) {
            object.put("event", result.event());
        }
        object.put("states", result.states());
        object.put("actions", new TreeMap<>(result.actions()));
        object.put("byTlc", result.byTlc());
        object.put("unbound", result.unbound());
        if (result.late() > 0) {
            object.put("late", result.late());
        }
        if (!result.moves().isEmpty()) {
            object.put("moves", result.moves().stream().map(ResultJson::object).toList());
            object.put("skews", result.reordering().skews());
        }
        if (result.why() != null) {
            new ReasonJson(places).add(result.why(), object);
        }
        object.put("hints", result.hints());
        object.put("hintsCut", result.areHintsCut());
        object.put(
                "explanation",
                result.why() == null
                        ? ""
                        : String.join("\n", Checked.text(places).lines(result.why())));
        return object;
    }

    private static Map<String, Object> object(Move move) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("event", move.event());
        object.put(move.later() ? "after" : "before", move.other());
        return object;
    }

    /** Returns the result on a trace that is invalid, or whose spec is. */
    public static Map<String, Object> invalid(String trace, Complaint complaint) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("verdict", Verdict.INVALID.toString());
        object.put("trace", trace);
        if (complaint.place() != null) {
            object.put("file", complaint.place().file());
            object.put("line", complaint.place().line());
            object.put("column", complaint.place().column());
        }
        object.put("explanation", complaint.toString());
        return object;
    }

    /** Returns the results on several traces. */
    public static Map<String, Object> together(Verdict worst, List<Map<String, Object>> results) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("verdict", worst.toString());
        object.put("traces", results);
        return object;
    }
}
