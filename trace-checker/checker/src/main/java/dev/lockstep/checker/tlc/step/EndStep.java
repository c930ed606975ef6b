package dev.lockstep.checker.tlc.step;

import dev.lockstep.checker.reason.Nearest;
import dev.lockstep.checker.reason.Reason;
import dev.lockstep.checker.spec.LoadedSpec.Text;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.tlc.observe.Observation;
import dev.lockstep.checker.tlc.value.Evaluation.GivenUp;
import dev.lockstep.checker.tlc.value.TlcState;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.evaluator.CompiledObservation;
import dev.lockstep.evaluator.value.Undecided;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import tlc2.tool.TLCState;
import tlc2.tool.impl.BoundedTool.Undetermined;

/** Ends a trace: nothing happens, but what was observed must hold in the state. */
public final class EndStep implements Step {
    private final Event event;
    private final CompiledObservation[] compiledObservations;
    private final List<Observation> observations;
    private final Collection<Text> texts;

    /**
     * @param compiledObservations what was observed
     * @param observations the same, as TLC is asked it
     * @param texts the texts of the operators that are observed
     */
    public EndStep(
            Event event,
            CompiledObservation[] compiledObservations,
            List<Observation> observations,
            Collection<Text> texts) {
        this.event = event;
        this.compiledObservations = compiledObservations;
        this.observations = observations;
        this.texts = texts;
    }

    @Override
    public Event event() {
        return event;
    }

    @Override
    public List<SpecState> successors(SpecState from, Consumer<String> undetermined) {
        return successors(from, undetermined, () -> {});
    }

    @Override
    public List<SpecState> successors(SpecState from, Consumer<String> undetermined, Runnable byTlc) {
        TlcState state = (TlcState) from;
        boolean isSeen = true;
        try {
            for (CompiledObservation compiledObservation : compiledObservations) {
                isSeen = isSeen && compiledObservation.holds(state.values(), state.values());
            }
        } catch (Undecided | StackOverflowError e) {
            byTlc.run();
            isSeen = isSeenByTlc(state, undetermined);
        }
        return isSeen ? List.of(from) : List.of();
    }

    private boolean isSeenByTlc(TlcState state, Consumer<String> undetermined) {
        try {
            return mismatches(state).isEmpty();
        } catch (Undetermined e) {
            undetermined.accept(new GivenUp(e).getMessage());
            return false;
        }
    }

    @Override
    public Collection<Text> texts() {
        return texts;
    }

    private List<Reason> mismatches(TlcState in) {
        TLCState state = in.state();
        return observations.stream()
                .map(observation -> observation.mismatch(state, state))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Returns what was observed and what the spec has instead, in the state in which the least is wrong. */
    public Nearest explain(List<SpecState> candidates) {
        List<Reason> least = candidates.stream()
                .map(candidate -> mismatches((TlcState) candidate))
                .min(Comparator.comparingInt(List::size))
                .orElseThrow();
        return new Nearest(0, least, List.of(), List.of(), List.of(), List.of());
    }
}
