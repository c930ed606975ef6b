package dev.lockstep.report;

import dev.lockstep.checker.trace.Place;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.pages.Html;
import dev.lockstep.pages.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the page of a run. The verdict, what is wrong, the coverage, and a bounded table of the events are in it as they are; a script
 * exchanges the table for one that has all events, and shows each of them.
 */
public final class ReportPage {
    /** The number of steps that a page holds at most: the last ones. */
    public static final int MOST_STEPS = 100_000;

    /** The number of events in the table of a page whose script does not run. */
    static final int MOST_ROWS = 200;

    private final ReportedRun run;
    private final RunDiagram drawn;
    private final Sources sources;
    private final ReportData data;

    private ReportPage(ReportedRun run, Sources sources) {
        this.run = run;
        this.sources = sources;
        this.drawn = RunDiagram.of(run);
        this.data = new ReportData(run, drawn, sources);
    }

    /** Makes the page of a run. */
    public static Page of(ReportedRun run, Sources sources) {
        return new ReportPage(last(run, MOST_STEPS), sources).page();
    }

    /** Returns the run without its first steps if there are too many. */
    static ReportedRun last(ReportedRun run, int most) {
        int skipped = run.steps().size() - most;
        if (skipped <= 0) {
            return run;
        }
        Map<String, Map<String, Value>> beginnings = new LinkedHashMap<>(run.beginnings());
        beginnings.replaceAll((instance, state) -> new LinkedHashMap<>(state));
        Map<String, Map<String, List<Value>>> messages = new LinkedHashMap<>();
        for (ReportedRun.Step step : run.steps().subList(0, skipped)) {
            Map<String, Value> state = beginnings.get(step.instance());
            if (step.after() != null && state != null) {
                Map<String, List<Value>> of = messages.computeIfAbsent(step.instance(), instance -> {
                    Map<String, List<Value>> all = new LinkedHashMap<>();
                    run.messages().forEach(variable -> all.put(variable, records(state.get(variable))));
                    return all;
                });
                state.putAll(step.after());
                move(of, step);
            }
        }
        messages.forEach((instance, of) ->
                of.forEach((variable, left) -> beginnings.get(instance).put(variable, new Value.SetOf(left))));
        List<String> remarks = new ArrayList<>(run.remarks());
        remarks.add("The first " + skipped + " events are not on this page, which has the last " + most + ".");
        return new ReportedRun(
                run.title(),
                run.spec(),
                run.verdict(),
                run.tone(),
                run.why(),
                run.figures(),
                remarks,
                run.steps().subList(skipped, run.steps().size()),
                beginnings,
                run.messages(),
                run.local(),
                run.loop() - skipped,
                run.allowed(),
                run.wrongCells(),
                run.falseAt(),
                run.actions());
    }

    private Page page() {
        Page page = Page.titled(run.verdict() + " · " + run.title())
                .style(Page.resource(ReportPage.class, "report.css"))
                .data("run", data.json())
                .data("texts", data.texts())
                .script(Page.resource(ReportPage.class, "diagram.js"))
                .script(Page.resource(ReportPage.class, "marks.js"))
                .script(Page.resource(ReportPage.class, "report.js"));
        Html main = Html.of("main").add(top(), why());
        run.wrong().ifPresent(wrong -> main.add(wrong(wrong)));
        if (!run.steps().isEmpty()) {
            main.add(viewer(), table());
        }
        main.add(figures());
        return page.add(main);
    }

    private static String tone(ReportedRun.Tone tone) {
        return switch (tone) {
            case GOOD -> "good";
            case BAD -> "bad";
            case WARN -> "warn";
        };
    }

    private Html top() {
        return Html.of("header")
                .add(
                        Html.of("h1")
                                .add(Html.of("span", run.verdict())
                                        .set("id", "verdict")
                                        .css(tone(run.tone()))),
                        Html.of("p", run.title() + " · spec " + run.spec()).css("soft"));
    }

    private Html why() {
        Html section = Html.of("section").add(Html.of("h2", "Why"));
        section.add(
                Html.of("pre", String.join("\n", run.why())).set("tabindex", 0).set("aria-label", "why"));
        run.remarks().forEach(remark -> section.add(Html.of("p", remark).css("warn")));
        return section;
    }

    // ---------------------------------------------------------------- what is wrong

    private Html wrong(ReportedRun.Step wrong) {
        Html section = Html.of("section")
                .set("id", "wrong")
                .add(Html.of("h2", "What is wrong: " + wrong.number() + "  " + RunDiagram.label(wrong)));
        Map<String, Value> before = before(wrong);
        if (before != null) {
            section.add(states(wrong, before));
        }
        String action = wrong.event().action();
        String source = wrong.event().source();
        Html beside = Html.of("div").css("beside");
        List<Excerpt> spec = new ArrayList<>();
        if (action != null && sources.actions().containsKey(action)) {
            spec.add(sources.actions().get(action));
        }
        spec.addAll(sources.elsewhere());
        if (!spec.isEmpty()) {
            Html left = Html.of("div").add(Html.of("h3", "The spec"));
            spec.forEach(excerpt -> left.add(code(excerpt, marked(excerpt))));
            beside.add(left);
        }
        if (source != null && sources.methods().containsKey(source)) {
            Excerpt method = sources.methods().get(source);
            beside.add(Html.of("div")
                    .add(Html.of("h3", "The code"), code(method, Guards.marked(method, falseLines(spec)))));
        }
        return section.add(beside);
    }

    /** Returns the state before the last step; null: it is not known. */
    private @Nullable Map<String, Value> before(ReportedRun.Step wrong) {
        Map<String, Value> state = run.beginnings().get(wrong.instance());
        if (state == null) {
            return null;
        }
        Map<String, Value> before = new LinkedHashMap<>(state);
        Map<String, List<Value>> messages = new LinkedHashMap<>();
        run.messages().forEach(variable -> messages.put(variable, records(state.get(variable))));
        for (ReportedRun.Step step : run.steps()) {
            boolean isBefore = step != wrong && step.instance().equals(wrong.instance());
            if (isBefore && step.after() == null) {
                return null;
            } else if (isBefore) {
                before.putAll(step.after());
                move(messages, step);
            }
        }
        messages.forEach((variable, left) -> before.put(variable, new Value.SetOf(left)));
        return before;
    }

    private static List<Value> records(Value value) {
        List<Value> records = value == null ? null : Values.records(value);
        return records == null ? new ArrayList<>() : new ArrayList<>(records);
    }

    private static void move(Map<String, List<Value>> messages, ReportedRun.Step step) {
        step.moved().forEach((variable, moved) -> {
            moved.removed().forEach(messages.get(variable)::remove);
            messages.get(variable).addAll(moved.added());
        });
    }

    private Html states(ReportedRun.Step wrong, Map<String, Value> before) {
        Map<String, String> observed = data.observed(wrong.event());
        Map<String, List<String>> allowed = data.allowed();
        boolean isAfter = wrong.after() != null;
        Html table = Html.of("table").css("states");
        Html head = Html.of("tr").add(Html.of("th", "variable"), Html.of("th", "before"));
        if (isAfter) {
            head.add(Html.of("th", "after"));
        } else {
            head.add(Html.of("th", "observed"));
            if (!allowed.isEmpty()) {
                head.add(Html.of("th", "allowed by the spec"));
            }
        }
        table.add(Html.of("thead").add(head));
        Html body = Html.of("tbody");
        Html rest = Html.of("tbody");
        Map<String, String> from = new LinkedHashMap<>();
        before.forEach((variable, value) ->
                data.cellsOf(variable, value).forEach((cell, part) -> from.put(cell, data.shown(cell, part))));
        Map<String, String> to = new LinkedHashMap<>();
        if (isAfter) {
            Map<String, List<Value>> messages = new LinkedHashMap<>();
            run.messages().forEach(variable -> messages.put(variable, records(before.get(variable))));
            move(messages, wrong);
            messages.forEach((variable, left) -> to.put(variable, data.shown(variable, new Value.SetOf(left))));
            wrong.after()
                    .forEach((variable, value) -> data.cellsOf(variable, value)
                            .forEach((cell, part) -> to.put(cell, data.shown(cell, part))));
        }
        Set<String> cells = new LinkedHashSet<>(run.wrongCells());
        cells.addAll(observed.keySet());
        to.forEach((cell, text) -> {
            if (!text.equals(from.get(cell))) {
                cells.add(cell);
            }
        });
        cells.addAll(from.keySet());
        int others = 0;
        for (String cell : cells) {
            String then = from.getOrDefault(cell, "");
            String seen = isAfter ? to.getOrDefault(cell, "") : observed.getOrDefault(cell, "");
            List<String> may = allowed.getOrDefault(cell, List.of());
            boolean isOther = run.wrongCells().contains(cell);
            boolean isChanged = isAfter ? !seen.equals(then) : !may.isEmpty() && !may.contains(then);
            Html row = Html.of("tr").css(isOther ? "false" : isChanged ? "changed" : "same");
            boolean counts = isOther || isChanged || observed.containsKey(cell);
            row.add(
                    Html.of("th", cell).set("scope", "row"),
                    Html.of("td", then).css("code"),
                    Html.of("td", seen).css("code"));
            if (!isAfter && !allowed.isEmpty()) {
                row.add(Html.of("td", String.join("\nor ", may)).css("code"));
            }
            (counts ? body : rest).add(row);
            others += counts ? 0 : 1;
        }
        Html shown = Html.of("div").add(scrolled("what counts of the state", table.add(body)));
        return others == 0
                ? shown
                : shown.add(Html.of("details")
                        .add(
                                Html.of("summary", "the rest of the state"),
                                scrolled(
                                        "the rest of the state",
                                        Html.of("table").css("states").add(rest))));
    }

    private List<String> falseLines(List<Excerpt> spec) {
        List<String> lines = new ArrayList<>();
        for (Excerpt excerpt : spec) {
            marked(excerpt).forEach(line -> lines.add(excerpt.lines().get((int) (line - excerpt.first()))));
        }
        return lines;
    }

    private Set<Long> marked(Excerpt excerpt) {
        Set<Long> lines = new LinkedHashSet<>();
        for (Place place : run.falseAt()) {
            if (excerpt.has(place)) {
                lines.add(place.line());
            }
        }
        return lines;
    }

    private static Html code(Excerpt excerpt, Set<Long> marked) {
        Html pre = Html.of("pre").css("excerpt").set("tabindex", 0).set("aria-label", excerpt.file());
        for (int i = 0; i < excerpt.lines().size(); i++) {
            long line = excerpt.first() + i;
            String text = String.format("%4d  %s", line, excerpt.lines().get(i));
            pre.add(
                    marked.contains(line)
                            ? Html.of("span").css("false").add(Html.text(text), Html.of("strong", "  ← false"))
                            : Html.text(text),
                    Html.text("\n"));
        }
        return Html.of("figure")
                .add(
                        Html.of("figcaption", excerpt.file() + ":" + excerpt.first())
                                .css("soft"),
                        pre);
    }

    // ---------------------------------------------------------------- all events

    private static Html button(String id, String text, String label) {
        return Html.of("button", text).set("id", id).set("type", "button").set("aria-label", label);
    }

    /** Returns what the script fills; it is hidden until then. */
    private Html viewer() {
        Html tools = Html.of("div")
                .css("tools no-print")
                .add(
                        Html.of("label")
                                .add(
                                        Html.text("Search "),
                                        Html.of("input").set("id", "search").set("type", "search")),
                        button("previous-match", "↑", "previous match"),
                        button("next-match", "↓", "next match"),
                        Html.of("span").set("id", "matches").css("soft").set("role", "status"));
        if (run.wrong().isPresent()) {
            tools.add(button("to-wrong", "What is wrong", "go to what is wrong"));
        }
        return Html.of("section")
                .set("id", "viewer")
                .set("hidden", "")
                .add(
                        Html.of("h2", "Run"),
                        tools,
                        Html.of("div")
                                .css("run")
                                .add(
                                        Html.of("div")
                                                .set("id", "events")
                                                .css("events")
                                                .set("tabindex", 0)
                                                .set("role", "region")
                                                .set("aria-label", "events"),
                                        Html.of("div")
                                                .set("id", "event")
                                                .css("event-panel")
                                                .set("tabindex", 0)
                                                .set("role", "region")
                                                .set("aria-label", "the selected event")),
                        Html.of(
                                        "p",
                                        "Keys: j or ↓ next, k or ↑ previous, Page Up and Page Down, Home, End; / searches, n and N"
                                                + " go from match to match, w goes to what is wrong.")
                                .css("soft no-print"));
    }

    /** Returns the table for readers without scripts: the last events, or those before the wrong one. */
    private Html table() {
        int size = run.steps().size();
        int first = Math.max(0, size - MOST_ROWS);
        Html body = Html.of("tbody");
        for (int i = first; i < size; i++) {
            ReportedRun.Step step = run.steps().get(i);
            body.add(Html.of("tr")
                    .set("id", drawn.diagram().events().get(i).link().substring(1))
                    .css(step.kind() == ReportedRun.Kind.WRONG ? "false" : "step")
                    .add(
                            Html.of("td", String.valueOf(step.number())),
                            Html.of(
                                    "td",
                                    step.event().process() == null
                                            ? ""
                                            : Values.name(step.event().process())),
                            Html.of("td", RunDiagram.label(step)).css("code"),
                            Html.of(
                                    "td",
                                    step.event().source() == null
                                            ? ""
                                            : step.event().source()),
                            Html.of("td", step.candidates() == 0 ? "" : String.valueOf(step.candidates()))));
        }
        Html section = Html.of("section").set("id", "static").add(Html.of("h2", "Events"));
        if (first > 0) {
            section.add(Html.of(
                            "p",
                            "The last " + MOST_ROWS + " of " + size
                                    + " events; scripts, if they run, show all of them.")
                    .css("soft"));
        }
        return section.add(
                scrolled("space-time diagram", drawn.diagram().svg(first, size)),
                scrolled(
                        "event table",
                        Html.of("table")
                                .add(
                                        Html.of("thead")
                                                .add(Html.of("tr")
                                                        .add(
                                                                Html.of("th", "event"),
                                                                Html.of("th", "process"),
                                                                Html.of("th", "step"),
                                                                Html.of("th", "code"),
                                                                Html.of("th", "candidate states"))),
                                        body)));
    }

    private static Html scrolled(String label, Html content) {
        return Html.of("div")
                .css("scroll")
                .set("tabindex", 0)
                .set("role", "region")
                .set("aria-label", label)
                .add(content);
    }

    // ---------------------------------------------------------------- figures

    private Html figures() {
        Html section = Html.of("section").add(Html.of("h2", "Figures"));
        Html list = Html.of("dl").css("figures");
        run.figures().forEach((name, value) -> list.add(Html.of("div").add(Html.of("dt", name), Html.of("dd", value))));
        section.add(list);
        Candidates.chart(run.steps())
                .ifPresent(chart -> section.add(
                        Html.of("h3", "Candidate states along the trace"), scrolled("candidate states", chart)));
        if (!run.actions().isEmpty()) {
            long taken =
                    run.actions().values().stream().filter(count -> count > 0).count();
            Html body = Html.of("tbody");
            run.actions()
                    .forEach((action, count) -> body.add(Html.of("tr")
                            .css(count == 0 ? "untaken" : "taken")
                            .add(
                                    Html.of("th", action).set("scope", "row"),
                                    Html.of("td", count == 0 ? "never" : String.valueOf(count)))));
            section.add(
                    Html.of("h3", "Coverage: " + taken + " of " + run.actions().size() + " actions are taken"),
                    Html.of("details")
                            .add(
                                    Html.of("summary", "how often each"),
                                    Html.of("table")
                                            .add(
                                                    Html.of("thead")
                                                            .add(Html.of("tr")
                                                                    .add(
                                                                            Html.of("th", "action"),
                                                                            Html.of("th", "times"))),
                                                    body)));
        }
        return section;
    }
}
