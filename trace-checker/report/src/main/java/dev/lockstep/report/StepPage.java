package dev.lockstep.report;

import dev.lockstep.checker.model.Counterexample;
import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.search.StateGraph;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.pages.Html;
import dev.lockstep.pages.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a page on which a reader walks through the states of a small model. Possible steps are buttons, and of the other actions the page says
 * what is false. It shows the state, the run so far as a space-time diagram, and the spec beside the code. A counterexample is in it; others,
 * and traces, can be loaded.
 */
public final class StepPage {
    /** The number of states that a page holds unless the user says otherwise. */
    public static final int MOST_STATES = 2_000;

    private StepPage() {}

    /**
     * Makes the page.
     *
     * @param methods the methods that implement each action
     * @param known a counterexample that a search has found; it is loaded where the states do not tell one, as of liveness
     * @param lead stands before the title
     */
    public static Page of(
            Model model, StateGraph graph, Map<String, List<Excerpt>> methods, Counterexample known, List<Html> lead)
            throws InvalidInputException {
        Optional<StateGraph.Behaviour> counterexample = WalkedCounterexample.of(model, graph, known);
        StepData data = new StepData(model, graph, methods, counterexample);
        Html main = Html.of("main")
                .add(
                        Html.of("header")
                                .add(lead)
                                .add(
                                        Html.of("h1", "Step through " + model.qualifiedName()),
                                        Html.of(
                                                        "p",
                                                        "spec " + graph.spec().name() + " · "
                                                                + graph.states().size() + " states · declared: "
                                                                + model.expectation())
                                                .css("soft"))
                                .add(unloaded(model, counterexample)),
                        Html.of(
                                        "p",
                                        "This page is walked through with scripts, and they do not run here. The states of the model are in it.")
                                .set("id", "static")
                                .css("warn"),
                        Html.of("div").set("id", "walk").set("hidden", "").add(tools(), panes()));
        return Page.titled("Step through " + model.qualifiedName())
                .style(Page.resource(StepPage.class, "report.css"))
                .style(Page.resource(StepPage.class, "step.css"))
                .data("graph", data.json())
                .script(Page.resource(StepPage.class, "diagram.js"))
                .script(Page.resource(StepPage.class, "marks.js"))
                .script(Page.resource(StepPage.class, "steprun.js"))
                .script(Page.resource(StepPage.class, "step.js"))
                .add(main);
    }

    /** Says who finds what the states of a model do not show. */
    private static List<Html> unloaded(Model model, Optional<StateGraph.Behaviour> counterexample) {
        return WalkedCounterexample.isLiveness(model) && counterexample.isEmpty()
                ? List.of(Html.of(
                                "p",
                                "What is violated here is liveness: a behaviour without an end violates it, which TLC finds and this page"
                                        + " does not have. With it, the page is made by ")
                        .css("soft")
                        .add(Html.of("code", "./lockstep read --step " + model.qualifiedName() + " -o step.html")))
                : List.of();
    }

    private static Html button(String id, String text) {
        return Html.of("button", text).set("id", id).set("type", "button");
    }

    private static Html tools() {
        return Html.of("div")
                .css("tools no-print")
                .add(
                        button("restart", "Start again"),
                        button("back", "Back"),
                        button("next", "Next step of the run").set("hidden", ""),
                        Html.of("label")
                                .add(
                                        Html.text("Load a run "),
                                        Html.of("input")
                                                .set("id", "file")
                                                .set("type", "file")
                                                .set("accept", ".json,.ndjson")),
                        button("counterexample", "Take the counterexample").set("hidden", ""),
                        Html.of("span").set("id", "loaded").css("soft").set("role", "status"));
    }

    private static Html region(String id, String label) {
        return Html.of("div")
                .set("id", id)
                .css("scroll")
                .set("tabindex", 0)
                .set("role", "region")
                .set("aria-label", label);
    }

    private static Html panes() {
        return Html.of("div")
                .css("panes")
                .add(
                        Html.of("section")
                                .add(
                                        Html.of("h2", "What can happen"),
                                        Html.of("p").set("id", "where").set("role", "status"),
                                        Html.of("div").set("id", "choices")),
                        Html.of("section")
                                .add(
                                        Html.of("h2", "The state"),
                                        region("state", "the state"),
                                        Html.of("h2", "The run so far"),
                                        region("path", "the run so far")),
                        Html.of("section")
                                .css("texts")
                                .add(
                                        Html.of("h2", "Spec and code").set("id", "texts-title"),
                                        Html.of("div").css("beside").set("id", "texts")),
                        Html.of(
                                        "p",
                                        "Keys: 1 to 9 take a step, u goes back, r starts again, n takes the next step of the loaded run. A run is a"
                                                + " trace of Lockstep (.ndjson) or of ITF (.json), as lockstep check --dump writes it.")
                                .css("soft no-print"));
    }
}
