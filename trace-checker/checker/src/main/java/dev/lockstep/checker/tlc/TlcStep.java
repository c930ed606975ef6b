package dev.lockstep.checker.tlc;

import dev.lockstep.checker.compiled.Sight;
import dev.lockstep.checker.spec.Distinct;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tlc2.tool.TLCState;
import tlc2.util.Context;

/** An event ready to be asked of states: the ways to its action, its arguments, its observations converted. */
final class TlcStep implements Step {
    private final TlcSpec spec;
    private final Event event;
    private final Header header;
    private final Relations.Narrowed relation;
    private final Object[] arguments;
    private final Sight[] sights;
    private @Nullable Context bound;
    private @Nullable List<Observation> observations;

    /** @param arguments in the order of the {@link CompiledRelation}'s */
    TlcStep(TlcSpec spec, Event event, Header header, Relations.Narrowed relation, Object[] arguments, Sight[] sights) {
        this.spec = spec;
        this.event = event;
        this.header = header;
        this.relation = relation;
        this.arguments = arguments;
        this.sights = sights;
    }

    @Override
    public Event event() {
        return event;
    }

    List<Narrowing.Way> ways() {
        return relation.ways();
    }

    /** The arguments as TLC's evaluator finds them. */
    Context bound() {
        if (bound == null) {
            bound = spec.bound(relation.ways(), event);
        }
        return bound;
    }

    private List<Observation> observations() {
        if (observations == null) {
            observations = spec.observations(event, header);
        }
        return observations;
    }

    @Override
    public List<SpecState> successors(SpecState from) {
        List<SpecState> found = compiledSuccessors((TlcState) from);
        return found != null ? found : successorsByTlc((TlcState) from);
    }

    /** Without TLC; null: it is not decided. */
    @Nullable
    List<SpecState> compiledSuccessors(TlcState from) {
        return relation.compiled().successors(from, arguments, sights);
    }

    /** The same, by TLC alone. */
    List<SpecState> successorsByTlc(TlcState from) {
        TLCState before = from.state();
        Distinct distinct = new Distinct();
        spec.successors(before, ways(), bound(), after -> {
            if (mismatch(before, after) == null) {
                distinct.add(spec.state(after));
            }
        });
        return distinct.states();
    }

    /** Whether the event says anything about the state. */
    boolean isObserved() {
        return sights.length > 0;
    }

    private @Nullable String mismatch(TLCState before, TLCState after) {
        for (Observation observation : observations()) {
            String mismatch = observation.mismatch(before, after);
            if (mismatch != null) {
                return mismatch;
            }
        }
        return null;
    }

    /** Everything observed that the step to this state does not have. */
    List<String> mismatches(TLCState before, TLCState after) {
        List<String> mismatches = new ArrayList<>();
        for (Observation observation : observations()) {
            String mismatch = observation.mismatch(before, after);
            if (mismatch != null) {
                mismatches.add(mismatch);
            }
        }
        return mismatches;
    }
}
