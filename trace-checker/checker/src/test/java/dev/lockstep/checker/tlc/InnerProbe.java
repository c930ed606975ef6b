package dev.lockstep.checker.tlc;

import dev.lockstep.checker.Compared;
import dev.lockstep.checker.Probe;
import dev.lockstep.checker.reason.ReasonText;
import dev.lockstep.checker.shortcut.Shortcuts;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.tlc.compile.Invariants;
import dev.lockstep.checker.tlc.explain.Explainer;
import dev.lockstep.checker.tlc.relation.Narrowing;
import dev.lockstep.checker.tlc.step.AmbiguousStep;
import dev.lockstep.checker.tlc.step.StepSearch;
import dev.lockstep.checker.tlc.step.TlcStep;
import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.tlc.value.TlcState;
import dev.lockstep.checker.trace.Place;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.Action;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.util.Context;

/** Loaded by the class loader of the spec. */
public final class InnerProbe implements Probe {
    private final TlcSpec spec;
    private final Map<String, Invariants> judges = new HashMap<>();

    public InnerProbe(LoadedSpec spec) {
        this.spec = (TlcSpec) spec;
    }

    @Override
    public List<Step> readings(Step step) {
        return step instanceof AmbiguousStep ambiguous ? List.copyOf(ambiguous.readings()) : List.of(step);
    }

    @Override
    public Set<SpecState> byTlc(SpecState from, Step step) {
        Set<SpecState> states = new LinkedHashSet<>();
        TlcStep tlcStep = (TlcStep) step;
        spec.stepper()
                .successors(
                        ((TlcState) from).state(),
                        tlcStep.ways(),
                        tlcStep.bound(),
                        state -> states.add(spec.stepper().state(state.copy())));
        return states;
    }

    @Override
    public boolean isEvaluated(SpecState from, Step step) {
        TlcStep tlcStep = (TlcStep) step;
        return spec.stepper().successors(((TlcState) from).state(), tlcStep.ways(), tlcStep.bound(), state -> {})
                == null;
    }

    @Override
    public Set<SpecState> bySearch(SpecState from, Step step) {
        Set<SpecState> states = new LinkedHashSet<>();
        TlcStep tlcStep = (TlcStep) step;
        StepSearch.Ends ends = new StepSearch.Ends() {
            @Override
            public void reached(TLCState successor) {
                states.add(spec.stepper().state(successor));
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
        Explainer explainer = new Explainer(spec.stepper(), spec.variables(), (TlcStep) step);
        return new ReasonText(Place::brief).of(explainer.explain(List.of(from)));
    }

    @Override
    public boolean isDecided(SpecState from, Step step) {
        return ((TlcStep) step).compiledSuccessors((TlcState) from) != null;
    }

    @Override
    public @Nullable String violatedByTlc(SpecState state) {
        return spec.invariants().violatedByTlc((TlcState) state);
    }

    @Override
    public Compared compare(SpecState from, Step step, Step other) {
        List<SpecState> compiled = ((TlcStep) step).compiledSuccessors((TlcState) from);
        Set<SpecState> states = new LinkedHashSet<>();
        Set<SpecState> returned = new LinkedHashSet<>();
        String failure;
        boolean isOpen = false;
        try {
            TlcStep tlcStep = (TlcStep) other;
            failure = spec.stepper().successors(((TlcState) from).state(), tlcStep.ways(), tlcStep.bound(), state -> {
                returned.add(TlcState.successor(state, (TlcState) from));
                states.add(spec.stepper().state(state.copy()));
            });
            if (!returned.equals(states) || !prints(returned).equals(prints(states))) {
                return new Compared(
                        Compared.Result.DIFFERENT,
                        "from\n" + from + "\nTLC: " + states + "\nby what is another in it: " + returned);
            }
        } catch (UnusableSpecException e) {
            failure = e.getMessage();
            isOpen = true;
        }
        if (compiled == null) {
            return new Compared(failure != null ? Compared.Result.FAILED : Compared.Result.LEFT, "" + failure);
        }
        boolean isSame = new LinkedHashSet<>(compiled).equals(states);
        try {
            isSame &= prints(compiled).equals(prints(states));
        } catch (UnusableSpecException e) {
            failure = e.getMessage();
        }
        if (failure != null && !isOpen && isSame || failure != null && isOfUnlike(failure)) {
            return new Compared(Compared.Result.UNNOTICED, failure);
        }
        if (!isSame || isOpen) {
            return new Compared(
                    failure != null ? Compared.Result.DECIDED : Compared.Result.DIFFERENT,
                    "from\n" + from + "\nTLC: " + failure + " " + states + "\ncompiled: " + compiled);
        }
        return new Compared(states.isEmpty() ? Compared.Result.NO : Compared.Result.YES, "");
    }

    /** An element of a set is compared with one of the others only. */
    private static boolean isOfUnlike(String failure) {
        return failure.contains("Attempted to compare") || failure.contains("Attempted to check equality");
    }

    private static Set<Long> prints(Collection<SpecState> states) {
        Set<Long> prints = new TreeSet<>();
        states.forEach(state -> prints.add(((TlcState) state).state().fingerPrint()));
        return prints;
    }

    @Override
    public Compared compare(SpecState state, String invariant) {
        Invariants judge = judges.computeIfAbsent(invariant, this::judge);
        Boolean compiled = judge.decided((TlcState) state);
        Object byTlc;
        try {
            byTlc = judge.violatedByTlc((TlcState) state) == null;
        } catch (UnusableSpecException e) {
            byTlc = e.getMessage();
        }
        if (compiled == null) {
            return new Compared(byTlc instanceof String ? Compared.Result.FAILED : Compared.Result.LEFT, "" + byTlc);
        }
        if (!compiled && byTlc instanceof String) {
            return new Compared(Compared.Result.FAILED, "");
        }
        if (byTlc instanceof String failure && isOfUnlike(failure)) {
            return new Compared(Compared.Result.UNNOTICED, failure);
        }
        if (!compiled.equals(byTlc)) {
            return new Compared(
                    byTlc instanceof String ? Compared.Result.DECIDED : Compared.Result.DIFFERENT,
                    "in\n" + state + "\nTLC: " + byTlc + "\ncompiled: " + compiled);
        }
        judge.violatedIn((TlcState) state, () -> {}); // known of it, less is evaluated of the next
        return new Compared(compiled ? Compared.Result.YES : Compared.Result.NO, "");
    }

    private Invariants judge(String invariant) {
        return new Invariants(
                spec.name(),
                spec.tool(),
                new Action[] {new Action(body(invariant), Context.Empty)},
                new String[] {invariant},
                spec.compiler(),
                Shortcuts.ALL,
                spec);
    }

    private ExprNode body(String operator) {
        for (OpDefNode definition : spec.tool().getRootModule().getOpDefs()) {
            if (definition.getName().toString().equals(operator)) {
                return definition.getBody();
            }
        }
        throw new IllegalArgumentException(operator);
    }

    @Override
    public @Nullable Set<SpecState> whole(SpecState from, String action) {
        try {
            StateVec found = Evaluation.of(() ->
                    spec.tool().getNextStates(new Action(body(action), Context.Empty), ((TlcState) from).state()));
            Set<SpecState> states = new LinkedHashSet<>();
            for (int i = 0; i < found.size(); i++) {
                states.add(spec.stepper().state(found.elementAt(i)));
            }
            return states;
        } catch (Evaluation.Failed e) {
            return null;
        }
    }

    @Override
    public SpecState fresh(SpecState state) {
        return spec.stepper().state(((TlcState) state).state());
    }
}
