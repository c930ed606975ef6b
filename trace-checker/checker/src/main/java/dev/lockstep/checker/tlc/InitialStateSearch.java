package dev.lockstep.checker.tlc;

import dev.lockstep.checker.shortcut.Shortcut;
import dev.lockstep.checker.shortcut.Shortcuts;
import dev.lockstep.checker.spec.InitialStates;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.tlc.compile.CompiledInit;
import dev.lockstep.checker.tlc.observe.Observables;
import dev.lockstep.checker.tlc.observe.Observation;
import dev.lockstep.checker.tlc.step.Stepper;
import dev.lockstep.checker.tlc.value.Ambiguity;
import dev.lockstep.checker.tlc.value.Conversion;
import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.checker.tlc.value.TlcState;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.evaluator.value.Equality;
import dev.lockstep.evaluator.value.Undecided;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tlc2.tool.IStateFunctor;
import tlc2.tool.TLCState;
import tlc2.tool.impl.BoundedTool;

/** Finds the initial states of a spec: by the evaluator where it decides them, else by TLC. The caller holds the lock of TLC. */
final class InitialStateSearch {
    /** At most this many initial states are looked at for each that may be kept. */
    private static final int MOST_LOOKED_AT = 50;

    private static final int MOST_LOOKED_AT_BY_TLC = 10;

    private final String name;
    private final BoundedTool tool;
    private final Stepper stepper;
    private final CompiledInit init;
    private final Observables observables;
    private final Ambiguity ambiguity;
    private final Conversion conversion;
    private final List<String> variables;
    private final Shortcuts shortcuts;

    InitialStateSearch(
            String name,
            BoundedTool tool,
            Stepper stepper,
            CompiledInit init,
            Observables observables,
            Ambiguity ambiguity,
            Conversion conversion,
            List<String> variables,
            Shortcuts shortcuts) {
        this.name = name;
        this.tool = tool;
        this.stepper = stepper;
        this.init = init;
        this.observables = observables;
        this.ambiguity = ambiguity;
        this.conversion = conversion;
        this.variables = variables;
        this.shortcuts = shortcuts;
    }

    /**
     * Returns the initial states that match the observations, each once.
     *
     * @param observed the observed values, by variable
     * @param kept whether a state is kept; null: all are
     * @param most the number of states where the search stops: one state more than that is given then
     */
    InitialStates find(Map<String, Value> observed, @Nullable Predicate<SpecState> kept, int most)
            throws InvalidInputException {
        List<Observation> observations = new ArrayList<>();
        @Nullable Object[] known = new Object[variables.size()];
        for (Map.Entry<String, Value> entry : observed.entrySet()) {
            requireVariable(entry.getKey());
            try {
                observations.add(observables.equal(Observation.variable(entry.getKey()), entry.getValue()));
                if (!(entry.getValue() instanceof Value.Plain) && !ambiguity.isIn(entry.getValue())) {
                    known[variables.indexOf(entry.getKey())] = Equality.freeze(conversion.of(entry.getValue()));
                }
            } catch (ArithmeticException e) {
                throw new InvalidInputException(entry.getKey() + " of the initial state: " + e.getMessage());
            }
        }
        if (shortcuts.has(Shortcut.EVALUATOR) && (kept != null || !observed.isEmpty())) {
            Kept states = new Kept(kept, most, MOST_LOOKED_AT);
            try {
                init.search(known, values -> states.add(new TlcState(values, conversion), observations));
                return states.all();
            } catch (EnoughStates e) {
                return states.all();
            } catch (Undecided e) {
                // TLC is asked, from the beginning
            }
        }
        try {
            return initialStatesByTlc(observed.isEmpty() ? null : known, observations, kept, most);
        } catch (Failed e) {
            return initialStatesOfAll(observed, observations, kept, most, e);
        }
    }

    /** Looks at all initial states. TLC may have failed to compare an observed value with one of another kind, which it is not then. */
    private InitialStates initialStatesOfAll(
            Map<String, Value> observed,
            List<Observation> observations,
            @Nullable Predicate<SpecState> kept,
            int most,
            Failed because)
            throws InvalidInputException {
        Failed failed = because;
        if (!observed.isEmpty()) {
            try {
                return initialStatesByTlc(null, observations, kept, most);
            } catch (Failed e) {
                failed = e;
            }
        }
        throw new InvalidInputException(name + ": the initial states cannot be computed: " + failed.getMessage());
    }

    /** @param known what is known of them before they are computed; null: nothing */
    private InitialStates initialStatesByTlc(
            @Nullable Object @Nullable [] known,
            List<Observation> observations,
            @Nullable Predicate<SpecState> kept,
            int most)
            throws Failed {
        Kept states = new Kept(kept, most, MOST_LOOKED_AT_BY_TLC);
        try {
            Evaluation.of(() -> {
                IStateFunctor found = state -> {
                    states.add(stepper.state(stepper.complete(state, "the initial predicate")), observations);
                    return state;
                };
                if (known == null) {
                    tool.getInitStates(found);
                } else {
                    tool.initialStates(state(known), found);
                }
                return states;
            });
        } catch (EnoughStates e) {
            return states.all();
        }
        return states.all();
    }

    /** Returns a state that is known in part. */
    private TLCState state(@Nullable Object[] known) {
        TLCState state = TLCState.Empty.createEmpty();
        for (int i = 0; i < known.length; i++) {
            Object value = known[i];
            if (value != null) {
                state.bind(TLCState.vars[i].getName(), conversion.toTlc(value));
            }
        }
        return state;
    }

    /** Collects those of the initial states that are kept. */
    private static final class Kept {
        private final @Nullable Predicate<SpecState> kept;
        private final int most;
        private final long mostLookedAt;
        private final Set<SpecState> states = new LinkedHashSet<>();
        private long lookedAt;
        private @Nullable String limit;

        /** @param each how many are looked at for each that may be kept */
        Kept(@Nullable Predicate<SpecState> kept, int most, int each) {
            this.kept = kept;
            this.most = most;
            this.mostLookedAt = (long) most * each;
        }

        void add(TlcState state, List<Observation> observations) {
            if (++lookedAt > mostLookedAt) {
                end("more than " + mostLookedAt + " initial states were looked at");
            }
            if ((observations.isEmpty() || areSeen(state.state(), observations))
                    && (kept == null || kept.test(state))) {
                states.add(state);
            }
            if (states.size() > most) {
                end("there are more than " + most + " initial states");
            }
        }

        private static boolean areSeen(TLCState state, List<Observation> observations) {
            return observations.stream().allMatch(o -> o.mismatch(state, state) == null);
        }

        private void end(String why) {
            limit = why;
            throw new EnoughStates();
        }

        InitialStates all() {
            return new InitialStates(new ArrayList<>(states), limit);
        }
    }

    /** Ends the enumeration of initial states. */
    private static final class EnoughStates extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EnoughStates() {
            super(null, null, false, false);
        }
    }

    private void requireVariable(String variable) throws InvalidInputException {
        if (!variables.contains(variable)) {
            throw new InvalidInputException(
                    name + " has no variable " + variable + "; it has " + String.join(", ", variables));
        }
    }
}
