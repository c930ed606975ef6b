package dev.lockstep.report;

import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.reason.Reason;
import dev.lockstep.checker.reason.ReasonText;
import dev.lockstep.checker.search.StateGraph;
import dev.lockstep.checker.spec.StateValues;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Place;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.pages.SpaceTimeDiagram;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes a graph of states for the script that walks through it, as JSON. Each text is in it once. */
final class StepData {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_LINES = 6;

    private final Model model;
    private final StateGraph graph;
    private final Map<String, List<Excerpt>> methods;
    private final Optional<StateGraph.Behaviour> counterexample;
    private final ReportedRun edges;
    private final Lanes lanes;
    private final ReportData shown;
    private final List<String> actions;
    private final Map<String, Integer> texts = new LinkedHashMap<>();
    private final Map<String, Integer> cells = new LinkedHashMap<>();
    private final Map<Value, Integer> messages = new LinkedHashMap<>();

    StepData(
            Model model,
            StateGraph graph,
            Map<String, List<Excerpt>> methods,
            Optional<StateGraph.Behaviour> counterexample) {
        this.counterexample = counterexample;
        this.model = model;
        this.graph = graph;
        this.methods = methods;
        this.actions = List.copyOf(graph.spec().actions().keySet());
        this.edges = edges();
        this.lanes = Lanes.of(edges);
        RunDiagram none = new RunDiagram(lanes, new SpaceTimeDiagram(lanes.names(), List.of(), List.of()));
        this.shown = new ReportData(edges, none, Sources.NONE);
    }

    /** Makes a run of all steps, each in an instance of its own. Lanes and messages are found in it as in a report. */
    private ReportedRun edges() {
        List<ReportedRun.Step> steps = new ArrayList<>();
        Map<String, Map<String, Value>> beginnings = new LinkedHashMap<>();
        for (int from = 0; from < graph.states().size(); from++) {
            for (StateGraph.Step step : graph.steps(from)) {
                String instance = String.valueOf(steps.size());
                beginnings.put(instance, graph.states().get(from).values());
                steps.add(new ReportedRun.Step(
                        steps.size() + 1,
                        Event.step("", steps.size() + 1, step.action(), step.args()),
                        ReportedRun.Kind.LOGGED,
                        instance,
                        graph.states().get(step.to()).values(),
                        Map.of(),
                        0));
            }
        }
        if (beginnings.isEmpty()) {
            beginnings.put("", graph.states().get(0).values());
        }
        return MessageVariables.toldApart(new ReportedRun(
                model.qualifiedName(),
                model.module(),
                "",
                ReportedRun.Tone.GOOD,
                List.of(),
                Map.of(),
                List.of(),
                steps,
                beginnings,
                Set.of(),
                null,
                -1,
                Map.of(),
                Set.of(),
                List.of(),
                Map.of()));
    }

    private int text(String text) {
        Integer known = texts.putIfAbsent(text, texts.size());
        return known == null ? texts.size() - 1 : known;
    }

    private int message(Value message) {
        Integer known = messages.putIfAbsent(message, messages.size());
        return known == null ? messages.size() - 1 : known;
    }

    String json() throws InvalidInputException {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            strings(json, "lanes", lanes.names());
            strings(json, "variables", graph.spec().variables());
            strings(json, "actions", actions);
            json.writeNumberProperty("initial", graph.initial());
            json.writeName("states");
            json.writeStartArray();
            for (int i = 0; i < graph.states().size(); i++) {
                state(json, i);
            }
            json.writeEndArray();
            steps(json);
            json.writeName("blocked");
            json.writeStartArray();
            for (int i = 0; i < graph.states().size(); i++) {
                blocked(json, i);
            }
            json.writeEndArray();
            json.writeName("counterexample");
            json.writeStartArray();
            counterexample.ifPresent(behaviour -> behaviour.states().forEach(json::writeNumber));
            json.writeEndArray();
            json.writeNumberProperty(
                    "loop",
                    counterexample.map(behaviour -> behaviour.loop().orElse(-1)).orElse(-1));
            json.writeStringProperty(
                    "violated",
                    counterexample.map(StateGraph.Behaviour::violated).orElse(""));
            json.writeName("messages");
            json.writeStartArray();
            for (Value each : messages.keySet()) {
                json.writeStartArray();
                json.writeString(Values.text(each));
                json.writeNumber(lanes.end(each, "from"));
                json.writeNumber(lanes.end(each, "to"));
                json.writeEndArray();
            }
            json.writeEndArray();
            excerpts(json);
            strings(json, "cells", List.copyOf(cells.keySet()));
            strings(json, "texts", List.copyOf(texts.keySet()));
            json.writeEndObject();
        }
        return out.toString();
    }

    private void state(JsonGenerator json, int index) {
        StateGraph.State state = graph.states().get(index);
        json.writeStartArray();
        json.writeNumber(state.depth());
        json.writeNumber(state.violated().isEmpty() ? -1 : text(state.violated()));
        json.writeNumber(graph.isExpanded(index) ? 0 : state.isWithin() ? 1 : 2);
        json.writeStartArray();
        state.values().values().forEach(value -> json.writeNumber(text(Values.text(value))));
        json.writeEndArray();
        json.writeStartArray();
        state.values()
                .forEach((variable, value) -> shown.cellsOf(variable, value).forEach((cell, part) -> {
                    Integer known = cells.putIfAbsent(cell, cells.size());
                    json.writeNumber(known == null ? cells.size() - 1 : known);
                    json.writeNumber(text(shown.shown(cell, part)));
                }));
        json.writeEndArray();
        json.writeEndArray();
    }

    private void steps(JsonGenerator json) {
        json.writeName("steps");
        json.writeStartArray();
        int edge = 0;
        for (int from = 0; from < graph.states().size(); from++) {
            json.writeStartArray();
            for (StateGraph.Step step : graph.steps(from)) {
                step(json, step, from, edges.steps().get(edge++));
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void step(JsonGenerator json, StateGraph.Step step, int from, ReportedRun.Step edge) {
        StateValues.Moved moved = Messages.moved(edge);
        Map<String, Value> before = graph.states().get(from).values();
        json.writeStartArray();
        json.writeNumber(actions.indexOf(step.action()));
        json.writeNumber(text(RunDiagram.label(edge)));
        json.writeNumber(step.to());
        json.writeNumber(lane(step, lanes.lane(edge.event(), before, edge.after(), moved.added())));
        json.writeStartArray();
        step.args().forEach((name, value) -> {
            json.writeNumber(text(name));
            json.writeNumber(text(Values.text(value)));
        });
        json.writeEndArray();
        Set<Integer> taken = new TreeSet<>();
        step.args().values().stream().filter(Values::isMessage).forEach(each -> taken.add(message(each)));
        moved.removed().forEach(each -> taken.add(message(each)));
        numbers(json, taken);
        Set<Integer> sent = new TreeSet<>();
        moved.added().stream()
                .filter(each -> !moved.removed().contains(each) && !step.args().containsValue(each))
                .forEach(each -> sent.add(message(each)));
        numbers(json, sent);
        json.writeNumber(step.violated().isEmpty() ? -1 : text(step.violated()));
        json.writeEndArray();
    }

    /** Returns the lane of a step. Where the state does not tell, it is that of the first argument which is a process. */
    private int lane(StateGraph.Step step, int seen) {
        return seen >= 0
                ? seen
                : step.args().values().stream()
                        .map(lanes::lane)
                        .filter(lane -> lane >= 0)
                        .findFirst()
                        .orElse(-1);
    }

    private void blocked(JsonGenerator json, int index) throws InvalidInputException {
        json.writeStartArray();
        for (StateGraph.Blocked each : graph.blocked(index)) {
            List<String> lines = new ReasonText(Place::brief).of(each.why());
            List<Place> places = new ArrayList<>();
            each.why().reasons().forEach(reason -> places(reason, places));
            json.writeStartArray();
            json.writeNumber(actions.indexOf(each.action()));
            json.writeNumber(text(String.join("\n", lines.subList(0, Math.min(MOST_LINES, lines.size())))));
            json.writeNumber(text(String.join(
                    " ",
                    places.stream()
                            .map(place -> place.file() + ":" + place.line())
                            .toList())));
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static void places(Reason reason, List<Place> places) {
        reason.where().ifPresent(places::add);
        if (reason instanceof Reason.FalseConjunct conjunct) {
            conjunct.below().forEach(below -> places(below, places));
        }
    }

    private void excerpts(JsonGenerator json) {
        json.writeName("spec");
        json.writeStartArray();
        for (String action : actions) {
            json.writeStartArray();
            Excerpt.ofAction(graph.spec(), action).ifPresent(each -> ReportData.excerpt(json, each));
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeName("code");
        json.writeStartArray();
        for (String action : actions) {
            json.writeStartArray();
            methods.getOrDefault(action, List.of()).forEach(each -> ReportData.excerpt(json, each));
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static void numbers(JsonGenerator json, Iterable<Integer> numbers) {
        json.writeStartArray();
        numbers.forEach(json::writeNumber);
        json.writeEndArray();
    }

    private static void strings(JsonGenerator json, String name, Iterable<String> strings) {
        json.writeName(name);
        json.writeStartArray();
        strings.forEach(json::writeString);
        json.writeEndArray();
    }
}
