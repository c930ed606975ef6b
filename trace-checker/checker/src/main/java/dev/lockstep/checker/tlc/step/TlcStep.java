package dev.lockstep.checker.tlc.step;

import dev.lockstep.checker.reason.Reason;
import dev.lockstep.checker.reason.Reason.ProcessBound;
import dev.lockstep.checker.spec.Distinct;
import dev.lockstep.checker.spec.LoadedSpec.Text;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.tlc.compile.CompiledMoves;
import dev.lockstep.checker.tlc.compile.CompiledRelation;
import dev.lockstep.checker.tlc.observe.Observation;
import dev.lockstep.checker.tlc.relation.Narrowing;
import dev.lockstep.checker.tlc.relation.Unchanged;
import dev.lockstep.checker.tlc.value.Known;
import dev.lockstep.checker.tlc.value.TlcState;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.evaluator.CompiledObservation;
import dev.lockstep.evaluator.Run;
import dev.lockstep.evaluator.value.Undecided;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tlc2.tool.TLCState;
import tlc2.util.Context;

/** Represents an event ready to be asked of states: the ways to its action, its arguments, its observations converted. */
public final class TlcStep implements Step, CompiledRelation.Asking {
    /** For what decides nothing. */
    private static final int FEW_CHOICES = 5000;

    /** A value that is chosen costs about as much as this many of TLC's evaluations. */
    private static final long COST_OF_A_CHOICE = 10;

    /** A search that decides nothing ends when it has found one successor for so many evaluations that it may cost. */
    private static final long COST_OF_A_SUCCESSOR = 250;

    private static final int[] NONE = {};

    private final StepPattern pattern;
    private final Event event;
    private final Object[] arguments;
    private final CompiledObservation[] compiledObservations;
    private @Nullable Context bound;
    private @Nullable String asked;
    private @Nullable List<Observation> observations;

    /**
     * @param arguments the arguments in the order of the {@link CompiledRelation}'s parameters
     * @param compiledObservations what the event observes
     */
    TlcStep(StepPattern pattern, Event event, Object[] arguments, CompiledObservation[] compiledObservations) {
        this.pattern = pattern;
        this.event = event;
        this.arguments = arguments;
        this.compiledObservations = compiledObservations;
    }

    @Override
    public Event event() {
        return event;
    }

    public List<Narrowing.Way> ways() {
        return pattern.relation.ways();
    }

    /** Returns the arguments as TLC's evaluator finds them. */
    public Context bound() {
        if (bound == null) {
            bound = pattern.stepper.bound(pattern.relation.ways(), pattern.said.of(event));
        }
        return bound;
    }

    /** Tells what the event's process is of the action's arguments, if the event does not say so. It is null if it need not be said. */
    public @Nullable Reason processBound() {
        return pattern.said.bound() == null
                ? null
                : new ProcessBound(
                        String.valueOf(event.action()), pattern.said.bound(), String.valueOf(event.process()));
    }

    @Override
    public Map<String, Value> before() {
        Map<String, Value> known = new LinkedHashMap<>();
        for (String variable : Unchanged.by(pattern.relation.ways(), pattern.stepper.tool())) {
            Value value = event.state().get(variable);
            if (value != null && !pattern.header.local().contains(variable)) {
                known.put(variable, value);
            }
        }
        return known;
    }

    @Override
    public @Nullable String unbound() {
        return pattern.said.unbound(event);
    }

    private List<Observation> observations() {
        if (observations == null) {
            try {
                observations = pattern.observables.observations(event, pattern.header);
            } catch (InvalidInputException e) {
                throw new IllegalStateException(e); // this step was made from the same
            }
        }
        return observations;
    }

    @Override
    public List<SpecState> successors(SpecState from, Consumer<String> undetermined) {
        List<SpecState> found = pattern.stepper.isBounded()
                ? fewSuccessors((TlcState) from, undetermined)
                : compiledSuccessors((TlcState) from);
        return found != null ? found : askedSuccessors((TlcState) from, undetermined);
    }

    /** Returns some successors where it would be too many to look at all. It is null if TLC must be asked. */
    private @Nullable List<SpecState> fewSuccessors(TlcState from, Consumer<String> undetermined) {
        long most = pattern.stepper.mostOfAStep();
        CompiledRelation.Few few = pattern.relation
                .compiled()
                .few(
                        from,
                        arguments,
                        compiledObservations,
                        (int) Math.min(Run.MOST_CHOICES, most / COST_OF_A_CHOICE),
                        (int) Math.min(Run.MOST_CHOICES, most / COST_OF_A_SUCCESSOR));
        if (few == null) {
            return null;
        }
        pattern.stepper.charge(few.cost() * COST_OF_A_CHOICE);
        if (few.isCut()) {
            undetermined.accept("there are more steps than were looked at");
        }
        return few.successors();
    }

    @Override
    public List<SpecState> successors(SpecState from, Consumer<String> undetermined, Runnable byTlc) {
        List<SpecState> found =
                pattern.relation.compiled().decidedSuccessors((TlcState) from, arguments, compiledObservations, this);
        if (found != null) {
            return found;
        }
        byTlc.run();
        return askedSuccessors((TlcState) from, undetermined);
    }

    /**
     * Returns which of all steps that its action has from a state are those that it describes. Each of them is one that the config allows.
     *
     * @return the indices of the states after them, each once; null: that must be evaluated
     */
    int @Nullable [] among(TlcState from, CompiledMoves compiled, CompiledMoves.Moves moves) {
        int[] places = pattern.places(compiled);
        if (places == null) {
            return null;
        }
        int[] found = NONE;
        try {
            for (int i = 0; i < moves.size(); i++) {
                int to = moves.to(i);
                if (moves.has(i, places, arguments)
                        && !contains(found, to)
                        && isObservedOf(from, (TlcState) moves.after().get(to))) {
                    found = Arrays.copyOf(found, found.length + 1);
                    found[found.length - 1] = to;
                }
            }
            return found;
        } catch (Undecided e) {
            return null;
        }
    }

    private static boolean contains(int[] all, int wanted) {
        for (int each : all) {
            if (each == wanted) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether all that the event itself observes is true of a step. */
    private boolean isObservedOf(TlcState from, TlcState to) {
        int own = compiledObservations.length - pattern.observables.conditions().size();
        for (int i = 0; i < own; i++) {
            if (!compiledObservations[i].holds(from.values(), to.values())) {
                return false;
            }
        }
        return true;
    }

    /** Takes the step by TLC where only TLC can. What was observed is compared without it, as far as that is decided. */
    private List<SpecState> askedSuccessors(TlcState from, Consumer<String> undetermined) {
        if (!pattern.relation.compiled().isUsed()) {
            return successorsByTlc(from, undetermined);
        }
        TLCState before = from.state();
        Distinct distinct = new Distinct();
        String failure =
                pattern.stepper.successors(before, ways(), bound(), known(from), Successors.MOST_WORK, after -> {
                    TlcState to = TlcState.successor(after, from);
                    if (fits(from, to, after)) {
                        distinct.add(to);
                    }
                });
        if (failure != null) {
            undetermined.accept(failure);
        }
        return distinct.states();
    }

    private boolean fits(TlcState from, TlcState to, TLCState after) {
        try {
            for (CompiledObservation compiledObservation : compiledObservations) {
                if (!compiledObservation.holds(from.values(), to.values())) {
                    return false;
                }
            }
            return true;
        } catch (Undecided e) {
            return fits(from.state(), after);
        }
    }

    @Override
    public Collection<Text> texts() {
        return pattern.texts;
    }

    /** Returns the successors without TLC; null: it is not decided. */
    @Nullable
    public List<SpecState> compiledSuccessors(TlcState from) {
        return pattern.relation.compiled().successors(from, arguments, compiledObservations, this);
    }

    @Override
    public void askTlc(String construct) {
        asked = construct;
    }

    @Override
    public @Nullable String askedOfTlc() {
        return asked;
    }

    /** Returns whether the action has a step, whatever was observed, as far as that is known without TLC. */
    public boolean isPossible(TlcState from) {
        CompiledRelation.Few few =
                pattern.relation.compiled().few(from, arguments, new CompiledObservation[0], FEW_CHOICES, 0);
        return few != null && !few.successors().isEmpty();
    }

    /**
     * Returns a state after a step of another action that has been observed so, if a bounded search finds one. It is null if only TLC knows.
     */
    public CompiledRelation.@Nullable Few one(String action, TlcState from, int mostCost) {
        CompiledRelation.Few few =
                pattern.stepper.relation(action).compiled().few(from, new Object[0], compiledObservations, mostCost, 0);
        pattern.stepper.charge(few == null ? 0 : few.cost() * COST_OF_A_CHOICE);
        return few;
    }

    /**
     * Does the same, by TLC alone.
     *
     * @param undetermined takes why it is not known whether these are all
     */
    public List<SpecState> successorsByTlc(TlcState from, Consumer<String> undetermined) {
        TLCState before = from.state();
        Distinct distinct = new Distinct();
        String failure =
                pattern.stepper.successors(before, ways(), bound(), known(from), Successors.MOST_WORK, after -> {
                    if (fits(before, after)) {
                        distinct.add(pattern.stepper.state(after));
                    }
                });
        if (failure != null) {
            undetermined.accept(failure);
        }
        return distinct.states();
    }

    /** Returns what the event says that the state after it is, before it is computed. */
    public Known known(TlcState from) {
        return pattern.observables.known(event, pattern.header, from);
    }

    /** Returns whether the event says anything about the state. */
    public boolean isObserved() {
        return compiledObservations.length > pattern.observables.conditions().size();
    }

    /** Returns whether a step that TLC has found has all that was observed. */
    public boolean fits(TLCState before, TLCState after) {
        for (Observation observation : observations()) {
            if (observation.mismatch(before, after) != null) {
                return false;
            }
        }
        return true;
    }

    /** Everything observed that the step to this state does not have. */
    public List<Reason> mismatches(TLCState before, TLCState after) {
        List<Reason> mismatches = new ArrayList<>();
        for (Observation observation : observations()) {
            Reason mismatch = observation.mismatch(before, after);
            if (mismatch != null) {
                mismatches.add(mismatch);
            }
        }
        return mismatches;
    }
}
