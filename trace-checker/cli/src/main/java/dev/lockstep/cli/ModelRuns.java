package dev.lockstep.cli;

import dev.lockstep.checker.model.Counterexample;
import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.model.ModelEngine;
import dev.lockstep.checker.model.ModelOutcome;
import dev.lockstep.checker.trace.Place;
import dev.lockstep.cli.report.JUnitXml;
import dev.lockstep.report.Labels;
import dev.lockstep.report.Places;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Checks models side by side, one per core. */
final class ModelRuns {
    private final ModelEngine engine;

    ModelRuns(ModelEngine engine) {
        this.engine = engine;
    }

    record Run(Model model, ModelOutcome outcome) {
        boolean asDeclared() {
            return outcome.difference(model) == null;
        }

        String line() {
            String difference = outcome.difference(model);
            return String.format(
                    Locale.ROOT,
                    "%-8s %-44s %9d states %6.1f s  %s%s",
                    difference == null ? "ok" : "WRONG",
                    model.qualifiedName(),
                    outcome.distinct(),
                    outcome.time().toMillis() / 1000.0,
                    difference == null ? outcome.found().orElseThrow() : difference,
                    outcome.by().isEmpty() ? "" : "  [" + outcome.by() + "]");
        }

        /** Returns the model as a test case. It is a failure if it is not as declared, an error if TLC could not check it. */
        JUnitXml.Case testCase() {
            String difference = outcome.difference(model);
            JUnitXml.Problem problem = difference == null
                    ? null
                    : new JUnitXml.Problem(
                            outcome.found().isEmpty(), "not as declared", difference, String.join("\n", trace()));
            return new JUnitXml.Case(
                    model.protocol(), model.name(), outcome.time().toMillis() / 1000.0, problem);
        }

        /** Returns the counterexample: of each step the action, its place, and the variables that change. */
        List<String> trace() {
            List<String> lines = new ArrayList<>();
            List<Counterexample.State> states = outcome.counterexample().states();
            for (int i = 0; i < states.size(); i++) {
                Counterexample.State state = states.get(i);
                Map<String, String> shown = i == 0 ? state.variables() : state.changed(states.get(i - 1));
                lines.add(String.format(Locale.ROOT, "  %3d  %s", i + 1, title(state)));
                shown.forEach((variable, value) -> lines.add("         " + variable + " = " + value));
                if (shown.isEmpty()) {
                    lines.add("         nothing changes");
                }
            }
            outcome.counterexample()
                    .loop()
                    .ifPresent(back -> lines.add(
                            back == states.size() - 1
                                    ? "       and stays in this state for ever"
                                    : "       and goes on from state " + (back + 1) + ", over and over"));
            return lines;
        }

        private String title(Counterexample.State state) {
            return state.action().isEmpty() ? "the initial state" : state.action() + "  " + place(state);
        }

        /** Returns a path that an editor can open from the current folder, and of PlusCal that of the label. */
        String place(Counterexample.State state) {
            return Labels.brief(placeOf(state));
        }

        Place placeOf(Counterexample.State state) {
            return new Place(shown(state.module()), state.line(), 1);
        }

        /** Returns the file of a module, if it is one of the model's own. */
        String shown(String module) {
            return model.modulePath().stream()
                    .map(folder -> folder.resolve(module + ".tla"))
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .map(Places::shown)
                    .orElse(module + ".tla");
        }
    }

    /**
     * Checks them all.
     *
     * @param known is given each result as soon as it is known
     * @return the results in the order of the models
     */
    List<Run> run(List<Model> models, Progress progress, Consumer<Run> known) throws Exception {
        ExecutorService cores =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<Run>> futures = new ArrayList<>();
            for (Model model : models) {
                futures.add(cores.submit(() -> run(model, progress, known)));
            }
            List<Run> runs = new ArrayList<>();
            for (Future<Run> future : futures) {
                runs.add(future.get());
            }
            return runs;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            cores.shutdownNow();
        }
    }

    private Run run(Model model, Progress progress, Consumer<Run> known) throws Exception {
        String name = model.qualifiedName();
        progress.begin(name);
        Run run = new Run(model, engine.outcome(model, states -> progress.tell(name, states)));
        progress.end(name);
        synchronized (this) {
            known.accept(run);
        }
        return run;
    }
}
