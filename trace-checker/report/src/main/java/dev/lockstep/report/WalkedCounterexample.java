package dev.lockstep.report;

import dev.lockstep.checker.model.Counterexample;
import dev.lockstep.checker.model.Expectation;
import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.search.StateGraph;
import dev.lockstep.checker.trace.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds counterexamples among the states of a small model. */
public final class WalkedCounterexample {
    private WalkedCounterexample() {}

    /**
     * Returns a shortest counterexample that the states tell. If they tell none, it is the one that another search has found.
     *
     * @param known what that search has found; it may be none
     */
    public static Optional<StateGraph.Behaviour> of(Model model, StateGraph graph, Counterexample known) {
        return graph.counterexample().or(() -> known(model, graph, known));
    }

    private static Optional<StateGraph.Behaviour> known(Model model, StateGraph graph, Counterexample known) {
        List<Map<String, Value>> values;
        try {
            values = known.states().stream().map(Counterexample.State::values).toList();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // TLC has not written out all of it
        }
        String violated = model.expectation() instanceof Expectation.Violation violation ? violation.property() : "";
        return graph.behaviour(values, known.loop(), violated);
    }

    /** Returns whether a model violates liveness. A behaviour without an end is needed for that, and no search for a state finds it. */
    public static boolean isLiveness(Model model) {
        return model.expectation() instanceof Expectation.Violation violation
                && violation.kind() == Expectation.Kind.LIVENESS;
    }
}
