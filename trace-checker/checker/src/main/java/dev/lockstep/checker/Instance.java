package dev.lockstep.checker;

import dev.lockstep.checker.Taken.NoStep;
import dev.lockstep.checker.Taken.TooMany;
import dev.lockstep.checker.spec.Distinct;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One copy of the spec: all states that explain what there was of one instance. What an event makes of them depends on no other instance
 * and changes none. For one thread at a time.
 */
final class Instance {
    private final LoadedSpec spec;
    private final LoadedSpec.@Nullable Hidden hidden;
    private final Limits limits;
    private final Symmetry symmetry;
    private Collection<SpecState> states;
    private boolean isNew = true;

    /** @param hidden null: nothing happens unlogged */
    Instance(
            LoadedSpec spec,
            LoadedSpec.@Nullable Hidden hidden,
            Limits limits,
            Symmetry symmetry,
            Collection<SpecState> initial) {
        this.spec = spec;
        this.hidden = hidden;
        this.limits = limits;
        this.symmetry = symmetry;
        this.states = initial;
    }

    Instance copy() {
        Instance copy = new Instance(spec, hidden, limits, symmetry.copy(), states);
        copy.isNew = isNew;
        return copy;
    }

    Collection<SpecState> states() {
        return states;
    }

    /** Takes the next event. */
    Taken take(Step step) {
        int begun = isNew ? states.size() : 0;
        isNew = false;
        Collection<SpecState> before = symmetry.before(step.event(), states);
        if (hidden == null) {
            return take(step, before, begun, null);
        }
        List<String> failed = new ArrayList<>(0);
        before = afterHidden(hidden, before, failed);
        String unevaluated = failed.isEmpty() ? null : failed.get(0);
        if (before.size() > limits.candidates()) {
            String limit = "hidden actions alone lead to more than " + limits.candidates() + " states";
            return new Taken(before.size(), before.size(), begun, unevaluated, new TooMany(limit, before));
        }
        return take(step, before, begun, unevaluated);
    }

    /** All that is reached from the states by hidden actions alone; no more than one state's successors beyond the limit. */
    private Collection<SpecState> afterHidden(
            LoadedSpec.Hidden actions, Collection<SpecState> before, List<String> failed) {
        Set<SpecState> reached = new LinkedHashSet<>(before);
        Deque<SpecState> open = new ArrayDeque<>(before);
        while (!open.isEmpty() && reached.size() <= limits.candidates()) {
            for (SpecState next : actions.successors(open.removeFirst(), failed::add)) {
                if (spec.violatedInvariant(next) == null && reached.add(next)) {
                    open.addLast(next);
                }
            }
        }
        return reached;
    }

    private Taken take(Step step, Collection<SpecState> before, int begun, @Nullable String unevaluated) {
        int from = before.size();
        if (from == 1) {
            List<SpecState> matching = step.successors(before.iterator().next());
            if (matching.size() == 1 && spec.violatedInvariant(matching.get(0)) == null) {
                states = symmetry.merged(matching);
                return new Taken(1, 1, begun + 1, unevaluated, null);
            }
        }
        Distinct clean = new Distinct();
        SpecState violating = null;
        for (SpecState candidate : before) {
            for (SpecState next : step.successors(candidate)) {
                if (spec.violatedInvariant(next) == null) {
                    clean.add(next);
                } else {
                    violating = next;
                }
            }
            if (clean.size() > limits.candidates()) {
                states = symmetry.merged(clean.states());
                String limit = "more than " + limits.candidates() + " states explain the trace up to here";
                return new Taken(from, clean.size(), begun, unevaluated, new TooMany(limit, clean.states()));
            }
        }
        states = symmetry.merged(clean.states());
        NoStep end = clean.size() == 0 ? new NoStep(List.copyOf(before), violating) : null;
        return new Taken(from, states.size(), begun + clean.size(), unevaluated, end);
    }
}
