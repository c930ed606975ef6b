package dev.lockstep.report;

import dev.lockstep.checker.spec.StateValues.Moved;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Place;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.report.ReportedRun.Kind;
import dev.lockstep.report.ReportedRun.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes runs to be reported: of two processes that send each other numbers. */
final class Runs {
    private Runs() {}

    static Value text(String text) {
        return new Value.Str(text);
    }

    static Value message(String from, String to, long number) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("type", text("ping"));
        fields.put("from", text(from));
        fields.put("to", text(to));
        fields.put("number", new Value.Int(number));
        return new Value.Rec(fields);
    }

    static Value at(Value p1, Value p2) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("p1", p1);
        fields.put("p2", p2);
        return new Value.Rec(fields);
    }

    static Event event(long index, String process, String action, Map<String, Value> args) {
        return new Event(
                index,
                "t.ndjson",
                index + 1,
                process == null ? null : text(process),
                null,
                null,
                action,
                args,
                Map.of(),
                Map.of(),
                Map.of(),
                null,
                process == null ? null : "Ping.java:" + index,
                null);
    }

    /** Makes a run in which p1 sends to p2 again and again, and every other step is the receipt. */
    static ReportedRun pings(int steps, boolean isWrong, String title) {
        List<Step> all = new ArrayList<>();
        long count = 0;
        for (int i = 1; i <= steps; i++) {
            boolean sends = i % 2 == 1;
            Value message = message("p1", "p2", (i + 1) / 2);
            count += sends ? 1 : 0;
            all.add(new Step(
                    i,
                    event(i, sends ? "p1" : "p2", sends ? "Ping" : "Receive", sends ? Map.of() : Map.of("m", message)),
                    isWrong && i == steps ? Kind.WRONG : Kind.LOGGED,
                    "",
                    isWrong && i == steps ? null : Map.of("sent", at(new Value.Int(count), new Value.Int(0))),
                    Map.of(
                            "network",
                            sends ? new Moved(List.of(message), List.of()) : new Moved(List.of(), List.of(message))),
                    1));
        }
        return run(all, title);
    }

    static ReportedRun run(List<Step> steps, String title) {
        return run(steps, title, List.of());
    }

    static ReportedRun run(List<Step> steps, String title, List<Place> falseAt) {
        boolean isWrong = !steps.isEmpty() && steps.get(steps.size() - 1).kind() == Kind.WRONG;
        return new ReportedRun(
                title,
                "Pings",
                isWrong ? "rejected at event " + steps.size() : "accepted, " + steps.size() + " events",
                isWrong ? ReportedRun.Tone.BAD : ReportedRun.Tone.GOOD,
                List.of("why " + title),
                Map.of("events", String.valueOf(steps.size())),
                List.of(),
                steps,
                Map.of(
                        "",
                        Map.of("sent", at(new Value.Int(0), new Value.Int(0)), "network", new Value.SetOf(List.of()))),
                Set.of("network"),
                Set.of("sent"),
                -1,
                Map.of(),
                Set.of(),
                falseAt,
                Map.of("Ping", 1L, "Receive", 1L, "Lose", 0L));
    }
}
