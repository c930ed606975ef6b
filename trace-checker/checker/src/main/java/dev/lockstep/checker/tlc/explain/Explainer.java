package dev.lockstep.checker.tlc.explain;

import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.tlc.relation.Narrowing;
import dev.lockstep.checker.tlc.step.StepSearch;
import dev.lockstep.checker.tlc.step.StepSearch.Block;
import dev.lockstep.checker.tlc.step.StepSearch.Bound;
import dev.lockstep.checker.tlc.step.StepSearch.Item;
import dev.lockstep.checker.tlc.step.StepSearch.Kind;
import dev.lockstep.checker.tlc.step.Stepper;
import dev.lockstep.checker.tlc.step.TlcStep;
import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.tlc.value.TlcState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.Action;
import tlc2.tool.TLCState;
import tlc2.tool.impl.Tool;

/**
 * Says why an event is no step from any of some states, in the one that is nearest to allowing it. Either the action is possible there, and
 * what was observed differs; or it is not, and these of its conjuncts are false, with the values of what they compare.
 */
public final class Explainer {
    private static final int MAX_STATES = 20;
    private static final int MAX_GUARDS = 4;
    private static final int MAX_TRUE = 5;
    private static final int MAX_CONJUNCTS = 20_000;

    private final Stepper stepper;
    private final List<String> variables;
    private final Tool tool;
    private final TlcStep step;

    public Explainer(Stepper stepper, List<String> variables, TlcStep step) {
        this.stepper = stepper;
        this.variables = variables;
        this.tool = stepper.tool();
        this.step = step;
    }

    public List<String> explain(List<SpecState> candidates) {
        Reason nearest = null;
        TLCState where = null;
        for (SpecState candidate : candidates.subList(0, Math.min(MAX_STATES, candidates.size()))) {
            TLCState from = ((TlcState) candidate).state();
            Reason reason = reason(from);
            if (nearest == null || reason.distance < nearest.distance) {
                nearest = reason;
                where = from;
            }
        }
        if (nearest == null || where == null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(nearest.lines);
        lines.addAll(alternatives(where));
        lines.addAll(differences(candidates));
        return lines;
    }

    /** @param distance how many observations or conjuncts are wrong; a false conjunct is worse than a wrong observation */
    private record Reason(int distance, List<String> lines) {}

    private Reason reason(TLCState from) {
        List<TLCState> possible = new ArrayList<>();
        stepper.successors(from, step.ways(), step.bound(), possible::add);
        if (!possible.isEmpty()) {
            return observations(from, possible);
        }
        Nearest nearest = nearestBlock(from);
        return nearest.guards.isEmpty()
                ? new Reason(Integer.MAX_VALUE, List.of("no successor exists"))
                : new Reason(1000 * nearest.guards.size(), nearest.lines());
    }

    // ---------------------------------------------------------------- what was observed differs

    private Reason observations(TLCState from, List<TLCState> possible) {
        List<String> nearest = null;
        for (TLCState state : possible) {
            List<String> mismatches = step.mismatches(from, state);
            if (nearest == null || mismatches.size() < nearest.size()) {
                nearest = mismatches;
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                possible.size() == 1
                        ? "the action is possible, but with another outcome:"
                        : "the action is possible, but with " + possible.size() + " other outcomes; the nearest:");
        nearest.forEach(mismatch -> lines.add("  " + mismatch));
        return new Reason(nearest.size(), lines);
    }

    /** Other actions that would explain all that was observed. */
    private List<String> alternatives(TLCState from) {
        if (step.event().action() == null || !step.isObserved()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, List<String>> other : stepper.next().actions().entrySet()) {
            if (!other.getKey().equals(step.event().action()) && explains(other.getKey(), from)) {
                lines.add("everything observed would fit the action " + other.getKey() + " instead");
            }
        }
        return lines;
    }

    private boolean explains(String action, TLCState from) {
        boolean[] fits = {false};
        stepper.successors(
                from,
                stepper.ways(action),
                stepper.next().context(),
                state -> fits[0] |= step.mismatches(from, state).isEmpty());
        return fits[0];
    }

    /** In which variables the candidates differ. */
    private List<String> differences(List<SpecState> candidates) {
        if (candidates.size() == 1) {
            return List.of();
        }
        List<String> differing = new ArrayList<>();
        for (String variable : variables) {
            Set<String> values = new LinkedHashSet<>();
            for (SpecState candidate : candidates.subList(0, Math.min(MAX_STATES, candidates.size()))) {
                values.add(String.valueOf(((TlcState) candidate).value(variable)));
            }
            if (values.size() > 1) {
                List<String> some = List.copyOf(values).subList(0, Math.min(3, values.size()));
                differing.add(variable + " (" + SourceText.abbreviated(String.join("; ", some))
                        + (values.size() > 3 ? "; ..." : "") + ")");
            }
        }
        return List.of("these states differ in " + String.join(", ", differing));
    }

    // ---------------------------------------------------------------- conjuncts are false

    private Nearest nearestBlock(TLCState from) {
        Nearest nearest = new Nearest(from);
        if (step.ways().isEmpty()) {
            for (Action action : tool.getActions()) {
                new StepSearch(tool, from, MAX_CONJUNCTS, nearest).search(action.pred, action.con);
            }
        }
        for (Narrowing.Way way : step.ways()) {
            new StepSearch(tool, from, MAX_CONJUNCTS, nearest).search(way.tree(), step.bound());
        }
        return nearest;
    }

    /** Keeps the alternative with the fewest false conjuncts, and of those the one that got furthest. */
    private final class Nearest implements StepSearch.Ends {
        private final TLCState from;
        private List<List<String>> guards = List.of();
        private int before;
        private @Nullable Block nearest;

        Nearest(TLCState from) {
            this.from = from;
        }

        @Override
        public void reached(TLCState successor) {} // then TLC finds it too

        @Override
        public void blocked(Block block) {
            if (!guards.isEmpty() && guards.size() == 1 && block.before() <= before) {
                return;
            }
            List<List<String>> found = new ArrayList<>();
            found.add(lines(block));
            Falsehood falsehood = new Falsehood(tool, stepper.next().expressions(), from, block.after());
            for (Item item = block.rest(); item != null && found.size() <= MAX_GUARDS; item = item.rest()) {
                if (item.kind() == Kind.PREDICATE && !StepSearch.passesOperators(item.node()) && isGuard(item)) {
                    List<String> lines = falsehood.of(item.node(), item.context());
                    if (!lines.isEmpty() && !lines.get(0).contains("TLC cannot evaluate")) {
                        found.add(lines);
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

        private List<String> lines(Block block) {
            SemanticNode node = block.node();
            Falsehood falsehood = new Falsehood(tool, stepper.next().expressions(), from, block.after());
            String place = SourceText.place(node) + "  ";
            if (block.failure() != null) {
                return List.of(place + "TLC cannot evaluate " + SourceText.of(node) + ": " + block.failure());
            }
            if (block.kind() == Kind.UNCHANGED) {
                return List.of(place + "UNCHANGED " + SourceText.of(node) + " is FALSE");
            }
            if (block.kind() == Kind.CHANGED) {
                return List.of(place + SourceText.of(node) + " does not change");
            }
            if (node instanceof OpApplNode quantifier
                    && quantifier.getBdedQuantBounds().length > 0
                    && isEmptyChoice(block)) {
                return List.of(falsehood.nothing(quantifier, block.context()));
            }
            List<String> lines = falsehood.of(node, block.context());
            return lines.isEmpty() ? List.of(place + SourceText.of(node) + " allows no next state") : lines;
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

        /** The false conjuncts, then the true ones beside them, each in the order of the text. */
        List<String> lines() {
            Block block = Objects.requireNonNull(nearest);
            List<String> lines = new ArrayList<>();
            guards.forEach(lines::addAll);
            List<String> chosen = new ArrayList<>();
            for (Bound b = block.bound(); b != null; b = b.outer()) {
                chosen.add(0, Falsehood.symbols(b.quantifier(), b.context()));
            }
            if (!chosen.isEmpty()) {
                lines.set(0, lines.get(0) + "  (for " + String.join(", ", chosen) + ")");
            }
            Falsehood falsehood = new Falsehood(tool, stepper.next().expressions(), from, block.after());
            Guards.of(step.event().action(), tool).stream()
                    .map(guard -> falsehood.ifTrue(guard, block.context()))
                    .filter(Objects::nonNull)
                    .limit(MAX_TRUE)
                    .forEach(lines::add);
            return lines;
        }
    }
}
