package dev.lockstep.checker.tlc.explain;

import dev.lockstep.checker.reason.Conjunct;
import dev.lockstep.checker.reason.Nearest;
import dev.lockstep.checker.reason.Operand;
import dev.lockstep.checker.reason.Reason;
import dev.lockstep.checker.reason.Reason.FalseConjunct;
import dev.lockstep.checker.reason.Reason.NoChange;
import dev.lockstep.checker.reason.Reason.NoNextState;
import dev.lockstep.checker.reason.Reason.NoSuccessor;
import dev.lockstep.checker.reason.Reason.StepForbidden;
import dev.lockstep.checker.reason.Reason.Unevaluated;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.tlc.compile.CompiledRelation;
import dev.lockstep.checker.tlc.relation.Narrowing;
import dev.lockstep.checker.tlc.step.StepSearch;
import dev.lockstep.checker.tlc.step.StepSearch.Block;
import dev.lockstep.checker.tlc.step.StepSearch.Bound;
import dev.lockstep.checker.tlc.step.StepSearch.Item;
import dev.lockstep.checker.tlc.step.StepSearch.Kind;
import dev.lockstep.checker.tlc.step.Stepper;
import dev.lockstep.checker.tlc.step.Successors;
import dev.lockstep.checker.tlc.step.TlcStep;
import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.tlc.value.Known;
import dev.lockstep.checker.tlc.value.Shown;
import dev.lockstep.checker.tlc.value.SourceText;
import dev.lockstep.checker.tlc.value.TlcState;
import dev.lockstep.checker.trace.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.Action;
import tlc2.tool.TLCState;
import tlc2.tool.impl.BoundedTool;
import tlc2.value.impl.Value;

/**
 * Says why an event is no step from any of some states, in the state nearest to allowing it. Either the action is possible there, and what
 * was observed differs; or it is not, and these of its conjuncts are false, with the values of what they compare.
 */
public final class Explainer {
    private static final int MAX_STATES = 20;
    private static final int MAX_GUARDS = 4;
    private static final int MAX_TRUE = 5;
    private static final int MAX_CONJUNCTS = 20_000;

    /** Bounds what is spent on whether one other action would explain what was observed. The next bounds it for all. */
    private static final int COST_OF_AN_ACTION = 1000;

    private static final int COST_OF_ALL_ACTIONS = 10_000;

    private final Stepper stepper;
    private final List<String> variables;
    private final BoundedTool tool;
    private final TlcStep step;
    private long spent;

    public Explainer(Stepper stepper, List<String> variables, TlcStep step) {
        this.stepper = stepper;
        this.variables = variables;
        this.tool = stepper.tool();
        this.step = step;
    }

    public Nearest explain(List<SpecState> candidates) {
        Found nearest = null;
        TlcState where = null;
        for (SpecState candidate : likely(candidates)) {
            Found found = found(((TlcState) candidate).state(), step.known((TlcState) candidate));
            if (nearest == null || found.distance < nearest.distance) {
                nearest = found;
                where = (TlcState) candidate;
            }
        }
        if (nearest == null || where == null) {
            return Nearest.of(new NoSuccessor());
        }
        return new Nearest(
                nearest.outcomes,
                nearest.reasons,
                nearest.chosen,
                nearest.holding,
                alternatives(where),
                differences(candidates));
    }

    /** Returns some of the states, first those in which the action is possible. */
    private List<SpecState> likely(List<SpecState> candidates) {
        if (candidates.size() <= MAX_STATES) {
            return candidates;
        }
        List<SpecState> likely = new ArrayList<>();
        List<SpecState> others = new ArrayList<>();
        for (SpecState candidate : candidates) {
            List<SpecState> list = step.isPossible((TlcState) candidate) ? likely : others;
            if (list.size() < MAX_STATES) {
                list.add(candidate);
            }
        }
        likely.addAll(others);
        return likely.subList(0, MAX_STATES);
    }

    /**
     * Tells what is wrong in one state.
     *
     * @param distance how many observations or conjuncts are wrong; a false conjunct is worse than a wrong observation
     */
    private record Found(
            int distance, int outcomes, List<Reason> reasons, List<Operand> chosen, List<Conjunct> holding) {}

    /** @param known what was observed, for where all outcomes cannot be looked at */
    private Found found(TLCState from, Known known) {
        List<TLCState> possible = new ArrayList<>();
        boolean areAll = outcomes(from, possible);
        Closest closest =
                areAll && !possible.isEmpty() ? new Closest(from) : closestBlock(from, areAll ? Known.NOTHING : known);
        if (!possible.isEmpty() && (areAll || !known.isAny() || closest.guards.isEmpty())) {
            return observations(from, possible);
        }
        return closest.guards.isEmpty()
                ? new Found(Integer.MAX_VALUE, 0, List.of(new NoSuccessor()), List.of(), List.of())
                : closest.found();
    }

    /** Returns whether these are all: an action may leave open what was observed. */
    private boolean outcomes(TLCState from, List<TLCState> possible) {
        try {
            return stepper.successors(
                            from, step.ways(), step.bound(), Known.NOTHING, Successors.HINT_WORK, possible::add)
                    == null;
        } catch (UnusableSpecException e) {
            return false;
        }
    }

    // ---------------------------------------------------------------- what was observed differs

    private Found observations(TLCState from, List<TLCState> possible) {
        List<Reason> nearest = null;
        for (TLCState state : possible) {
            List<Reason> mismatches = step.mismatches(from, state);
            if (nearest == null || mismatches.size() < nearest.size()) {
                nearest = mismatches;
            }
        }
        boolean isAsObserved = nearest.size() == 1 && nearest.get(0) instanceof StepForbidden;
        return new Found(nearest.size(), isAsObserved ? 0 : possible.size(), nearest, List.of(), List.of());
    }

    /** Returns other actions that would explain all that was observed. They are not looked for where little is to be evaluated. */
    private List<String> alternatives(TlcState from) {
        if (step.event().action() == null || !step.isObserved() || stepper.isBounded()) {
            return List.of();
        }
        List<String> fitting = new ArrayList<>();
        for (String other : stepper.next().actions().keySet()) {
            if (!other.equals(step.event().action()) && explains(other, from)) {
                fitting.add(other);
            }
        }
        return fitting;
    }

    /** Asks TLC only where it must: of an action without its arguments there may be very many steps. */
    private boolean explains(String action, TlcState from) {
        long left = Math.min(COST_OF_AN_ACTION, COST_OF_ALL_ACTIONS - spent);
        CompiledRelation.Few few = step.one(action, from, (int) Math.max(0, left));
        if (few != null) {
            spent += few.cost();
            return !few.successors().isEmpty();
        }
        boolean[] fits = {false};
        TLCState before = from.state();
        try {
            stepper.successors(
                    before,
                    stepper.ways(action),
                    stepper.next().context(),
                    step.known(from),
                    Successors.HINT_WORK,
                    state -> fits[0] |= step.fits(before, state));
        } catch (UnusableSpecException e) {
            return false; // that is told if the action is taken
        }
        return fits[0];
    }

    /** Says in which variables the candidates differ. */
    private List<Operand> differences(List<SpecState> candidates) {
        if (candidates.size() == 1) {
            return List.of();
        }
        List<Operand> differing = new ArrayList<>();
        for (String variable : variables) {
            Set<String> values = new LinkedHashSet<>();
            for (SpecState candidate : candidates.subList(0, Math.min(MAX_STATES, candidates.size()))) {
                values.add(Shown.of((Value) ((TlcState) candidate).value(variable)));
            }
            if (values.size() > 1) {
                List<String> some = List.copyOf(values).subList(0, Math.min(3, values.size()));
                differing.add(new Operand(
                        variable,
                        SourceText.abbreviated(String.join("; ", some)) + (values.size() > 3 ? "; ..." : "")));
            }
        }
        return differing;
    }

    // ---------------------------------------------------------------- conjuncts are false

    private Closest closestBlock(TLCState from, Known known) {
        Closest closest = new Closest(from);
        if (step.ways().isEmpty()) {
            for (Action action : tool.getActions()) {
                new StepSearch(tool, from, known, MAX_CONJUNCTS, closest).search(action.pred, action.con);
            }
        }
        for (Narrowing.Way way : step.ways()) {
            new StepSearch(tool, from, known, MAX_CONJUNCTS, closest).search(way.tree(), step.bound());
        }
        return closest;
    }

    /** Keeps the alternative with the fewest false conjuncts, and of those the one that got furthest. */
    private final class Closest implements StepSearch.Ends {
        private final TLCState from;
        private List<List<Reason>> guards = List.of();
        private int before;
        private @Nullable Block nearest;

        Closest(TLCState from) {
            this.from = from;
        }

        @Override
        public void reached(TLCState successor) {} // then TLC finds it too

        @Override
        public void blocked(Block block) {
            if (!guards.isEmpty() && guards.size() == 1 && block.before() <= before) {
                return;
            }
            List<List<Reason>> found = new ArrayList<>();
            found.add(reasons(block));
            Falsehood falsehood = new Falsehood(tool, stepper.next().expressions(), from, block.after());
            for (Item item = block.rest(); item != null && found.size() <= MAX_GUARDS; item = item.rest()) {
                if (item.kind() == Kind.PREDICATE && !StepSearch.passesOperators(item.node()) && isGuard(item)) {
                    List<Reason> reasons = falsehood.of(item.node(), item.context());
                    if (!reasons.isEmpty() && !(reasons.get(0) instanceof Unevaluated)) {
                        found.add(reasons);
                    }
                }
            }
            if (guards.isEmpty()
                    || found.size() < guards.size()
                    || found.size() == guards.size() && block.before() > before) {
                guards = found;
                before = block.before();
                nearest = block;
            }
        }

        private boolean isGuard(Item item) {
            try {
                return Evaluation.of(() -> tool.getLevelBound(item.node(), item.context(), tool.getId())) < 2;
            } catch (Evaluation.Failed e) {
                return false;
            }
        }

        private List<Reason> reasons(Block block) {
            SemanticNode node = block.node();
            Falsehood falsehood = new Falsehood(tool, stepper.next().expressions(), from, block.after());
            Place place = SourceText.at(node);
            if (block.failure() != null) {
                return List.of(new Unevaluated(place, SourceText.of(node), block.failure()));
            }
            if (block.kind() == Kind.UNCHANGED) {
                Conjunct unchanged = new Conjunct(place, "UNCHANGED " + SourceText.of(node), List.of());
                return List.of(new FalseConjunct(unchanged, null, List.of()));
            }
            if (block.kind() == Kind.CHANGED) {
                return List.of(new NoChange(place, SourceText.of(node)));
            }
            if (node instanceof OpApplNode quantifier
                    && quantifier.getBdedQuantBounds().length > 0
                    && isEmptyChoice(block)) {
                return List.of(falsehood.nothing(quantifier, block.context()));
            }
            List<Reason> reasons = falsehood.ofFalse(node, block.context());
            return reasons.isEmpty() ? List.of(new NoNextState(place, SourceText.of(node))) : reasons;
        }

        private boolean isEmptyChoice(Block block) {
            try {
                return Evaluation.of(
                                () -> tool.contexts((OpApplNode) block.node(), block.context(), from, block.after(), 0)
                                        .nextElement())
                        == null;
            } catch (Evaluation.Failed e) {
                return false;
            }
        }

        /** Returns the false conjuncts and the true ones beside them, each in the order of the text. */
        Found found() {
            Block block = Objects.requireNonNull(nearest);
            List<Operand> chosen = new ArrayList<>();
            for (Bound b = block.bound(); b != null; b = b.outer()) {
                chosen.addAll(0, Falsehood.symbols(b.quantifier(), b.context()));
            }
            Falsehood falsehood = new Falsehood(tool, stepper.next().expressions(), from, block.after());
            List<Conjunct> holding = Guards.of(step.event().action(), tool).stream()
                    .map(guard -> falsehood.ifTrue(guard, block.context()))
                    .filter(Objects::nonNull)
                    .limit(MAX_TRUE)
                    .toList();
            List<Reason> reasons = guards.stream().flatMap(List::stream).toList();
            return new Found(1000 * guards.size(), 0, reasons, chosen, holding);
        }
    }
}
