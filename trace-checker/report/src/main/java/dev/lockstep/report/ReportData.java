package dev.lockstep.report;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.pages.SpaceTimeDiagram;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes what the script of a report shows, as JSON. Of each step there are only the changes of the state: the script adds them up. A
 * variable that is a function of processes has a cell for each; of sets and bags of records there is what comes and what goes. Texts are
 * written once, and named by their number: a message of a long run is sent, lies in the network, is received and gone.
 */
final class ReportData {
    /** The end of the name of a cell that has what a step adds. */
    static final String ADDED = " (added)";

    static final String REMOVED = " (removed)";

    private static final JsonFactory JSON = new JsonFactory();
    private static final int MANY = 5_000;
    private static final int NEAR_THE_END = 100;

    private final ReportedRun run;
    private final RunDiagram drawn;
    private final Sources sources;
    private final Map<String, Integer> cells = new LinkedHashMap<>();
    private final Map<String, Integer> texts = new LinkedHashMap<>();
    private final Map<String, Integer> instances = new LinkedHashMap<>();
    private final Map<String, Map<String, Value>> states = new HashMap<>();
    private int most;

    ReportData(ReportedRun run, RunDiagram drawn, Sources sources) {
        this.run = run;
        this.drawn = drawn;
        this.sources = sources;
        this.most = mostOf(run);
        run.beginnings().keySet().forEach(instance -> instances.put(instance, instances.size()));
    }

    /** Returns how many characters of a value are shown: fewer in a long run, but near its end. */
    static int mostOf(ReportedRun run) {
        return run.steps().size() <= MANY ? 4_000 : 240;
    }

    String json() {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeName("lanes");
            strings(json, drawn.lanes().names());
            json.writeName("instances");
            strings(json, run.beginnings().keySet());
            json.writeName("beginnings");
            json.writeStartArray();
            run.beginnings().forEach((instance, state) -> {
                states.put(instance, state);
                beginning(json, state);
            });
            json.writeEndArray();
            json.writeName("events");
            json.writeStartArray();
            for (int i = 0; i < run.steps().size(); i++) {
                most = i < run.steps().size() - NEAR_THE_END ? mostOf(run) : 4_000;
                step(json, i);
            }
            json.writeEndArray();
            json.writeName("arrows");
            json.writeStartArray();
            drawn.diagram().arrows().forEach(arrow -> arrow(json, arrow, label -> text(json, label)));
            json.writeEndArray();
            json.writeName("cells");
            strings(json, cells.keySet());
            json.writeNumberProperty("loop", run.loop());
            json.writeName("allowed");
            json.writeStartArray();
            allowed().forEach((cell, values) -> pair(json, cell, String.join("\nor ", values)));
            json.writeEndArray();
            json.writeName("actions");
            json.writeStartObject();
            sources.actions().forEach((action, excerpt) -> {
                json.writeName(action);
                excerpt(json, excerpt);
            });
            json.writeEndObject();
            json.writeName("elsewhere");
            json.writeStartArray();
            sources.elsewhere().forEach(excerpt -> excerpt(json, excerpt));
            json.writeEndArray();
            json.writeName("falseAt");
            strings(
                    json,
                    run.falseAt().stream()
                            .map(place -> place.file() + ":" + place.line())
                            .toList());
            json.writeName("methods");
            json.writeStartObject();
            sources.methods().forEach((source, excerpt) -> {
                json.writeName(source);
                excerpt(json, excerpt);
            });
            json.writeEndObject();
            json.writeEndObject();
        }
        return out.toString();
    }

    /** Returns the texts that {@link #json} has named by their numbers, divided by a character that none of them has. */
    String texts() {
        return texts.keySet().stream()
                .map(text -> text.replace("\0", "\\u0000"))
                .collect(Collectors.joining("\0"));
    }

    /** Returns what the spec allows after the last step, by cell, where it can differ from what was before it. */
    Map<String, List<String>> allowed() {
        Map<String, List<String>> byCell = new LinkedHashMap<>();
        run.allowed().forEach((variable, values) -> {
            for (Value value : values) {
                cellsOf(variable, value).forEach((cell, part) -> {
                    List<String> all = byCell.computeIfAbsent(cell, name -> new ArrayList<>());
                    String text = shown(cell, part);
                    if (!all.contains(text)) {
                        all.add(text);
                    }
                });
            }
        });
        return byCell;
    }

    /** Returns the parts that a variable is shown in, by the name of each. */
    Map<String, Value> cellsOf(String variable, Value value) {
        Map<String, Value> parts = new LinkedHashMap<>();
        Map<Value, Value> function = Values.function(value);
        if (function != null
                && !run.messages().contains(variable)
                && drawn.lanes().isOfProcesses(value)) {
            function.forEach((argument, part) -> parts.put(variable + "[" + argument + "]", part));
        } else {
            parts.put(variable, value);
        }
        return parts;
    }

    /** Returns the text of a cell: of a set or bag of records each on a line of its own. */
    String shown(String cell, Value value) {
        List<Value> records = run.messages().contains(cell) ? Values.records(value) : null;
        return records == null
                ? cut(value)
                : records.isEmpty()
                        ? "empty"
                        : String.join(
                                "\n", records.stream().map(this::cut).sorted().toList());
    }

    private void beginning(JsonGenerator json, Map<String, Value> state) {
        json.writeStartArray();
        state.forEach((variable, value) -> {
            if (run.messages().contains(variable)) {
                List<Value> records = Objects.requireNonNull(Values.records(value));
                change(json, variable, records, List.of());
            } else {
                cellsOf(variable, value).forEach((cell, part) -> pair(json, cell, cut(part)));
            }
        });
        json.writeEndArray();
    }

    private void step(JsonGenerator json, int index) {
        ReportedRun.Step step = run.steps().get(index);
        SpaceTimeDiagram.Event point = drawn.diagram().events().get(index);
        Event event = step.event();
        json.writeStartArray();
        json.writeNumber(step.number());
        json.writeString(point.link().substring(1));
        json.writeNumber(point.lane());
        json.writeNumber(
                step.kind() == ReportedRun.Kind.UNLOGGED ? 4 : point.kind().ordinal());
        text(json, RunDiagram.label(step));
        json.writeString(event.action() == null ? "" : event.action());
        json.writeString(point.note());
        json.writeString(event.process() == null ? "" : Values.name(event.process()));
        json.writeString(event.source() == null ? "" : event.source());
        json.writeNumber(step.candidates());
        json.writeNumber(instances.getOrDefault(step.instance(), -1));
        json.writeStartArray();
        event.args().forEach((name, value) -> pair(json, name, cut(value)));
        json.writeEndArray();
        json.writeStartArray();
        observed(event).forEach((name, text) -> pair(json, name, text));
        json.writeEndArray();
        json.writeStartArray();
        changes(json, step);
        json.writeEndArray();
        json.writeEndArray();
    }

    /** Returns what the event observes, by the name of the cell. */
    Map<String, String> observed(Event event) {
        Map<String, String> observed = new LinkedHashMap<>();
        event.state().forEach((name, value) -> {
            boolean isAtProcess = run.local() != null && run.local().contains(name) && event.process() != null;
            observed.put(isAtProcess ? name + "[" + event.process() + "]" : name, cut(value));
        });
        event.added().forEach((name, values) -> observed.put(name + ADDED, list(values)));
        event.removed().forEach((name, values) -> observed.put(name + REMOVED, list(values)));
        return observed;
    }

    private String list(List<Value> values) {
        return values.isEmpty()
                ? "nothing"
                : String.join("\n", values.stream().map(this::cut).toList());
    }

    private void changes(JsonGenerator json, ReportedRun.Step step) {
        Map<String, Value> before = states.get(step.instance());
        Map<String, Value> after = step.after();
        if (after == null) {
            return;
        }
        states.put(step.instance(), after);
        step.moved().forEach((variable, moved) -> change(json, variable, moved.added(), moved.removed()));
        after.forEach((variable, value) -> {
            Value from = before == null ? null : before.get(variable);
            if (from == value || value.equals(from)) {
                return;
            }
            Map<String, Value> old = from == null ? Map.of() : cellsOf(variable, from);
            cellsOf(variable, value).forEach((cell, part) -> {
                if (!part.equals(old.get(cell))) {
                    pair(json, cell, cut(part));
                }
            });
        });
    }

    /** Writes a change of a value: its cell, or what is named, and the text. */
    private void pair(JsonGenerator json, String cell, String text) {
        json.writeStartArray();
        json.writeNumber(number(cells, cell));
        text(json, text);
        json.writeEndArray();
    }

    private void change(JsonGenerator json, String cell, List<Value> more, List<Value> less) {
        json.writeStartArray();
        json.writeNumber(number(cells, cell));
        texts(json, more);
        texts(json, less);
        json.writeEndArray();
    }

    private void texts(JsonGenerator json, List<Value> values) {
        json.writeStartArray();
        values.forEach(value -> text(json, cut(value)));
        json.writeEndArray();
    }

    private void text(JsonGenerator json, String text) {
        json.writeNumber(number(texts, text));
    }

    private static int number(Map<String, Integer> numbers, String name) {
        Integer known = numbers.putIfAbsent(name, numbers.size());
        return known == null ? numbers.size() - 1 : known;
    }

    String cut(Value value) {
        String text = Values.text(value);
        return text.length() <= most ? text : text.substring(0, most) + "… (" + text.length() + " characters)";
    }

    static void arrow(JsonGenerator json, SpaceTimeDiagram.Arrow arrow, Consumer<String> label) {
        json.writeStartArray();
        json.writeNumber(arrow.from());
        json.writeNumber(arrow.to());
        json.writeNumber(arrow.fromLane());
        json.writeNumber(arrow.toLane());
        json.writeNumber(arrow.fate().ordinal());
        label.accept(arrow.label());
        json.writeEndArray();
    }

    static void excerpt(JsonGenerator json, Excerpt excerpt) {
        json.writeStartObject();
        json.writeStringProperty("file", excerpt.file());
        json.writeNumberProperty("first", excerpt.first());
        json.writeName("lines");
        strings(json, excerpt.lines());
        json.writeEndObject();
    }

    private static void strings(JsonGenerator json, Iterable<String> strings) {
        json.writeStartArray();
        strings.forEach(json::writeString);
        json.writeEndArray();
    }
}
