package dev.lockstep.cli;

import dev.lockstep.checker.model.Counterexample;
import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.model.ModelEngine;
import dev.lockstep.checker.model.RecordedCounterexamples;
import dev.lockstep.checker.search.StateGraph;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.reading.ActionMethods;
import dev.lockstep.report.StepPage;
import dev.lockstep.report.WalkedCounterexample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds all states of a small model, to be looked at. */
final class SteppedModel {
    private SteppedModel() {}

    /**
     * Writes the page on which a model is walked through.
     *
     * @param tlc is asked for the counterexample of a model that violates liveness, if none is recorded
     * @return how many states there are
     */
    static int write(Model model, int most, List<Path> code, Path output, ModelEngine tlc)
            throws IOException, InvalidInputException, InterruptedException {
        StateGraph graph = graph(model, most, "--states N");
        Counterexample known = WalkedCounterexample.isLiveness(model) ? known(model, tlc) : Counterexample.NONE;
        String page = StepPage.of(model, graph, ActionMethods.of(graph.spec(), code), known, List.of())
                .toString();
        Written.whole(output, out -> out.write(page));
        return graph.states().size();
    }

    private static Counterexample known(Model model, ModelEngine tlc)
            throws IOException, InvalidInputException, InterruptedException {
        Optional<RecordedCounterexamples> recorded = RecordedCounterexamples.ofBundled();
        Optional<Counterexample> found =
                recorded.isEmpty() ? Optional.empty() : recorded.get().of(model);
        return found.isPresent()
                ? found.get()
                : tlc.outcome(model, states -> {}).counterexample();
    }

    /** @throws IllegalArgumentException the model has too many states */
    static StateGraph graph(Model model, int most, String option) throws InvalidInputException {
        LoadedSpec spec =
                SpecLoader.load(new SpecSource(model.moduleFile(), model.config(), model.modulePath(), Map.of()));
        return StateGraph.of(spec, most)
                .orElseThrow(() -> new IllegalArgumentException(model.qualifiedName() + " has more than " + most
                        + " states, too many to be looked at one by one: take a smaller model, or give " + option));
    }
}
