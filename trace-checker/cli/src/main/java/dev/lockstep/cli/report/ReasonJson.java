package dev.lockstep.cli.report;

import dev.lockstep.checker.Explanation;
import dev.lockstep.checker.Rejection;
import dev.lockstep.checker.reason.Conjunct;
import dev.lockstep.checker.reason.Nearest;
import dev.lockstep.checker.reason.Operand;
import dev.lockstep.checker.reason.Reason;
import dev.lockstep.checker.reason.Reason.EmptyChoice;
import dev.lockstep.checker.reason.Reason.FalseConjunct;
import dev.lockstep.checker.reason.Reason.InvariantViolated;
import dev.lockstep.checker.reason.Reason.NoChange;
import dev.lockstep.checker.reason.Reason.NoCollection;
import dev.lockstep.checker.reason.Reason.NoInitialState;
import dev.lockstep.checker.reason.Reason.NoNextState;
import dev.lockstep.checker.reason.Reason.NoOrder;
import dev.lockstep.checker.reason.Reason.NoSuccessor;
import dev.lockstep.checker.reason.Reason.OtherArgument;
import dev.lockstep.checker.reason.Reason.OtherOutcome;
import dev.lockstep.checker.reason.Reason.OtherResult;
import dev.lockstep.checker.reason.Reason.ProcessBound;
import dev.lockstep.checker.reason.Reason.StepForbidden;
import dev.lockstep.checker.reason.Reason.StringKeys;
import dev.lockstep.checker.reason.Reason.Unevaluated;
import dev.lockstep.checker.reason.Reason.Unexplained;
import dev.lockstep.checker.reason.Reason.UnreadableOutcome;
import dev.lockstep.checker.trace.Place;
import dev.lockstep.report.Places;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes reasons as objects for {@code --json}: place in the spec, the conjunct, the values of what it compares. The place is file, line
 * and column.
 */
public final class ReasonJson implements Reason.Rendering<Map<String, Object>> {
    private final Places places;

    public ReasonJson(Places places) {
        this.places = places;
    }

    /** Adds what of an explanation is data to the result's object. */
    public void add(Explanation why, Map<String, Object> object) {
        put(why.place(), object);
        if (why.finding() instanceof Rejection rejection) {
            object.put("kind", name(rejection.kind()));
            if (rejection.event() != null && rejection.event().source() != null) {
                object.put("source", places.ofCode(rejection.event().source()));
            }
            add(rejection.nearest(), object);
        }
    }

    private void add(Nearest nearest, Map<String, Object> object) {
        object.put(
                "reasons",
                nearest.reasons().stream().map(reason -> reason.accept(this)).toList());
        if (!nearest.chosen().isEmpty()) {
            object.put("chosen", values(nearest.chosen()));
        }
        if (!nearest.holding().isEmpty()) {
            object.put(
                    "holding",
                    nearest.holding().stream()
                            .map(conjunct -> conjunct("true-conjunct", conjunct))
                            .toList());
        }
        if (!nearest.alternatives().isEmpty()) {
            object.put("alternatives", nearest.alternatives());
        }
    }

    /** Returns a name in the form that SARIF's rules have. */
    static String name(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void put(Place place, Map<String, Object> object) {
        object.put("file", place.file());
        object.put("line", place.line());
        object.put("column", place.column());
    }

    private Map<String, Object> at(String kind, Place place, String conjunct) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("kind", kind);
        put(places.ofSpec(place), object);
        object.put("conjunct", conjunct);
        return object;
    }

    private Map<String, Object> conjunct(String kind, Conjunct conjunct) {
        Map<String, Object> object = at(kind, conjunct.place(), conjunct.expression());
        object.put("values", values(conjunct.operands()));
        return object;
    }

    private static Map<String, Object> values(List<Operand> operands) {
        Map<String, Object> values = new LinkedHashMap<>();
        operands.forEach(operand -> values.put(operand.expression(), operand.value()));
        return values;
    }

    @Override
    public Map<String, Object> of(FalseConjunct reason) {
        Map<String, Object> object = conjunct("false-conjunct", reason.conjunct());
        if (reason.choice() != null) {
            object.put(
                    reason.choice().isNearest() ? "nearest" : "for",
                    values(reason.choice().symbols()));
        }
        if (!reason.below().isEmpty()) {
            object.put(
                    "below",
                    reason.below().stream().map(below -> below.accept(this)).toList());
        }
        return object;
    }

    @Override
    public Map<String, Object> of(OtherArgument reason) {
        Map<String, Object> object = at("other-argument", reason.place(), reason.expression());
        object.put("argument", reason.parameter());
        object.put("given", reason.given());
        object.put(
                reason.isIn() ? "allowed-set" : "allowed",
                Optional.ofNullable(reason.value()).orElse(reason.expression()));
        return object;
    }

    @Override
    public Map<String, Object> of(EmptyChoice reason) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("kind", "empty-choice");
        put(places.ofSpec(reason.place()), object);
        object.put("values", values(reason.sets()));
        return object;
    }

    @Override
    public Map<String, Object> of(NoOrder reason) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("kind", "no-order");
        object.put("operations", reason.operations());
        return object;
    }

    @Override
    public Map<String, Object> of(OtherResult reason) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("kind", "other-result");
        return object;
    }

    @Override
    public Map<String, Object> of(ProcessBound reason) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("kind", "process-bound");
        object.put("action", reason.action());
        object.put("parameter", reason.parameter());
        object.put("process", reason.process());
        return object;
    }

    @Override
    public Map<String, Object> of(Unevaluated reason) {
        Map<String, Object> object = at("unevaluated", reason.place(), reason.expression());
        object.put("message", reason.message());
        return object;
    }

    @Override
    public Map<String, Object> of(NoNextState reason) {
        return at("no-next-state", reason.place(), reason.expression());
    }

    @Override
    public Map<String, Object> of(NoChange reason) {
        return at("no-change", reason.place(), reason.expression());
    }

    @Override
    public Map<String, Object> of(NoSuccessor reason) {
        return new LinkedHashMap<>(Map.of("kind", "no-successor"));
    }

    @Override
    public Map<String, Object> of(Unexplained reason) {
        return new LinkedHashMap<>(Map.of("kind", "unexplained", "evaluations", reason.most()));
    }

    @Override
    public Map<String, Object> of(OtherOutcome reason) {
        Map<String, Object> object = observed("other-outcome", reason.variable(), reason.seen());
        object.put("observed", reason.observed());
        object.put("allowed", reason.allowed());
        return object;
    }

    @Override
    public Map<String, Object> of(StringKeys reason) {
        Map<String, Object> object = observed("string-keys", reason.variable(), Reason.Seen.VALUE);
        object.put("observed", reason.observed());
        object.put("allowed", reason.allowed());
        object.put("key", reason.key());
        return object;
    }

    private static Map<String, Object> observed(String kind, String variable, Reason.Seen seen) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("kind", kind);
        object.put("variable", variable);
        object.put("seen", name(seen));
        return object;
    }

    @Override
    public Map<String, Object> of(UnreadableOutcome reason) {
        Map<String, Object> object = observed("unreadable-outcome", reason.variable(), reason.seen());
        if (reason.observed() != null) {
            object.put("observed", reason.observed());
        }
        object.put("message", reason.message());
        return object;
    }

    @Override
    public Map<String, Object> of(NoCollection reason) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("kind", "no-collection");
        object.put("variable", reason.variable());
        return object;
    }

    @Override
    public Map<String, Object> of(InvariantViolated reason) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("kind", "invariant-violated");
        object.put("invariant", reason.invariant());
        object.put("state", reason.state());
        return object;
    }

    @Override
    public Map<String, Object> of(StepForbidden reason) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("kind", "step-forbidden");
        put(reason.place(), object);
        object.put("statement", reason.statement().toString());
        object.put("name", reason.name());
        object.put(
                "changes",
                reason.changes().stream()
                        .map(change -> Map.of(
                                "variable", change.variable(), "before", change.before(), "after", change.after()))
                        .toList());
        return object;
    }

    @Override
    public Map<String, Object> of(NoInitialState reason) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("kind", "no-initial-state");
        if (reason.invariant() != null) {
            object.put("invariant", reason.invariant());
        }
        return object;
    }
}
