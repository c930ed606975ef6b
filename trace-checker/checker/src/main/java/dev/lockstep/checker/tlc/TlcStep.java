package dev.lockstep.checker.tlc;

import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.trace.Event;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tlc2.tool.TLCState;
import tlc2.util.Context;

/** An event ready to be asked of states: the ways to its action, its arguments bound, its observations converted. */
final class TlcStep implements Step {
    private final TlcSpec spec;
    private final Event event;
    final List<Narrowing.Way> ways;
    final Context bound;
    private final List<Observation> observations;

    TlcStep(TlcSpec spec, Event event, List<Narrowing.Way> ways, Context bound, List<Observation> observations) {
        this.spec = spec;
        this.event = event;
        this.ways = ways;
        this.bound = bound;
        this.observations = observations;
    }

    @Override
    public Event event() {
        return event;
    }

    @Override
    public List<SpecState> successors(SpecState from) {
        TLCState before = ((TlcState) from).state;
        List<TLCState> matching = new ArrayList<>(1);
        spec.successors(before, ways, bound, after -> {
            if (mismatch(before, after) == null) {
                matching.add(after);
            }
        });
        if (matching.size() == 1) {
            return List.of(new TlcState(matching.get(0)));
        }
        Set<SpecState> distinct = new LinkedHashSet<>();
        matching.forEach(state -> distinct.add(new TlcState(state)));
        return List.copyOf(distinct);
    }

    /** Whether the event says anything about the state. */
    boolean isObserved() {
        return !observations.isEmpty();
    }

    private @Nullable String mismatch(TLCState before, TLCState after) {
        for (Observation observation : observations) {
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
        for (Observation observation : observations) {
            String mismatch = observation.mismatch(before, after);
            if (mismatch != null) {
                mismatches.add(mismatch);
            }
        }
        return mismatches;
    }
}
