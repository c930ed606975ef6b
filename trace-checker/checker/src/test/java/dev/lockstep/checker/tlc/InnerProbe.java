package dev.lockstep.checker.tlc;

import dev.lockstep.checker.Probe;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tlc2.tool.Action;
import tlc2.tool.TLCState;

/** Loaded by the class loader of the spec. */
public final class InnerProbe implements Probe {
    private final TlcSpec spec;

    public InnerProbe(LoadedSpec spec) {
        this.spec = (TlcSpec) spec;
    }

    @Override
    public Set<SpecState> byTlc(SpecState from, Step step) {
        Set<SpecState> states = new LinkedHashSet<>();
        TlcStep tlcStep = (TlcStep) step;
        spec.successors(
                ((TlcState) from).state(),
                tlcStep.ways(),
                tlcStep.bound(),
                state -> states.add(spec.state(state.copy())));
        return states;
    }

    @Override
    public boolean isEvaluated(SpecState from, Step step) {
        TlcStep tlcStep = (TlcStep) step;
        return spec.successors(((TlcState) from).state(), tlcStep.ways(), tlcStep.bound(), state -> {}) == null;
    }

    @Override
    public Set<SpecState> bySearch(SpecState from, Step step) {
        Set<SpecState> states = new LinkedHashSet<>();
        TlcStep tlcStep = (TlcStep) step;
        StepSearch.Ends ends = new StepSearch.Ends() {
            @Override
            public void reached(TLCState successor) {
                states.add(spec.state(successor));
            }

            @Override
            public void blocked(StepSearch.Block block) {}
        };
        TLCState state = ((TlcState) from).state();
        if (tlcStep.ways().isEmpty()) {
            for (Action action : spec.tool().getActions()) {
                new StepSearch(spec.tool(), state, Integer.MAX_VALUE, ends).search(action.pred, action.con);
            }
        }
        for (Narrowing.Way way : tlcStep.ways()) {
            new StepSearch(spec.tool(), state, Integer.MAX_VALUE, ends).search(way.tree(), tlcStep.bound());
        }
        return states;
    }

    @Override
    public List<String> explain(SpecState from, Step step) {
        return new Explainer(spec, (TlcStep) step).explain(List.of(from));
    }

    @Override
    public boolean isDecided(SpecState from, Step step) {
        return ((TlcStep) step).compiledSuccessors((TlcState) from) != null;
    }

    @Override
    public @Nullable String violatedByTlc(SpecState state) {
        return spec.invariants().violatedByTlc((TlcState) state);
    }
}
