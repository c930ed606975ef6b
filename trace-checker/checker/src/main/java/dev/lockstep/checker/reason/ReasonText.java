package dev.lockstep.checker.reason;

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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes reasons as lines for people. */
public final class ReasonText implements Reason.Rendering<List<String>> {
    private static final String INDENT = "  ";

    private final Function<Place, String> places;
    private final Emphasis emphasis;

    /** @param places how a place of the spec is named */
    public ReasonText(Function<Place, String> places) {
        this(places, Emphasis.NONE);
    }

    /**
     * @param places how a place of the spec is named
     * @param emphasis how conjuncts that are false are marked
     */
    public ReasonText(Function<Place, String> places, Emphasis emphasis) {
        this.places = places;
        this.emphasis = emphasis;
    }

    /** Returns what is wrong in the nearest state, and what holds there. */
    public List<String> of(Nearest nearest) {
        List<String> lines = new ArrayList<>();
        if (nearest.outcomes() > 0) {
            lines.add(
                    nearest.outcomes() == 1
                            ? "the action is possible, but with another outcome:"
                            : "the action is possible, but with " + nearest.outcomes()
                                    + " other outcomes; the nearest:");
        }
        String indent = nearest.outcomes() > 0 ? INDENT : "";
        for (Reason reason : nearest.reasons()) {
            List<String> told = reason.accept(this);
            for (int i = 0; i < told.size(); i++) {
                boolean isFirst = i == 0 && reason == nearest.reasons().get(0);
                lines.add(indent
                        + told.get(i)
                        + (isFirst && !nearest.chosen().isEmpty() ? "  (for " + list(nearest.chosen()) + ")" : ""));
            }
        }
        nearest.holding().forEach(conjunct -> lines.add(line(conjunct, conjunct.expression() + " is TRUE")));
        nearest.alternatives()
                .forEach(action -> lines.add("everything observed would fit the action " + action + " instead"));
        if (!nearest.differing().isEmpty()) {
            lines.add("these states differ in "
                    + nearest.differing().stream()
                            .map(variable -> variable.expression() + " (" + variable.value() + ")")
                            .collect(Collectors.joining(", ")));
        }
        return lines;
    }

    /** Returns the reason in one line, without what it comes from. */
    public String firstLine(Reason reason) {
        return reason.accept(this).get(0);
    }

    private String line(Conjunct conjunct, String is) {
        return at(conjunct.place(), is) + (conjunct.operands().isEmpty() ? "" : ": " + list(conjunct.operands()));
    }

    private String at(Place place, String expression) {
        return places.apply(place) + "  " + expression;
    }

    private static String list(List<Operand> operands) {
        return operands.stream().map(Operand::toString).collect(Collectors.joining(", "));
    }

    @Override
    public List<String> of(FalseConjunct reason) {
        Reason.Choice choice = reason.choice();
        String with = choice == null ? "" : (choice.isNearest() ? "; nearest is " : " for ") + list(choice.symbols());
        List<String> lines = new ArrayList<>();
        lines.add(line(reason.conjunct(), emphasis.of(reason.conjunct().expression() + " is FALSE") + with));
        reason.below().forEach(below -> below.accept(this).forEach(line -> lines.add(INDENT + line)));
        return lines;
    }

    @Override
    public List<String> of(OtherArgument reason) {
        return List.of(at(reason.place(), reason.parameter()) + " = " + reason.given() + " is not "
                + (reason.isIn() ? "in " : "") + reason.expression()
                + (reason.value() == null ? "" : ", which is " + reason.value()));
    }

    @Override
    public List<String> of(EmptyChoice reason) {
        return List.of(at(reason.place(), "there is nothing to choose from: ") + list(reason.sets()));
    }

    @Override
    public List<String> of(Unevaluated reason) {
        return List.of(at(reason.place(), "TLC cannot evaluate ") + reason.expression() + ": " + reason.message());
    }

    @Override
    public List<String> of(NoNextState reason) {
        return List.of(at(reason.place(), reason.expression()) + " allows no next state");
    }

    @Override
    public List<String> of(NoChange reason) {
        return List.of(at(reason.place(), reason.expression()) + " does not change");
    }

    @Override
    public List<String> of(ProcessBound reason) {
        return List.of(
                reason.parameter() + " = " + reason.process() + " is the event's process; if it is another, say so: in"
                        + " the event's args, or by \"self\":{\"" + reason.action() + "\":null} in the header");
    }

    @Override
    public List<String> of(NoSuccessor reason) {
        return List.of("no successor exists");
    }

    @Override
    public List<String> of(Unexplained reason) {
        return List.of("why it is no step is not told: that takes more than " + reason.most() + " evaluations");
    }

    @Override
    public List<String> of(OtherOutcome reason) {
        String observed = reason.observed();
        String allowed = reason.allowed();
        return List.of(
                switch (reason.seen()) {
                    case VALUE -> reason.variable() + " was observed as " + observed + ", the spec has " + allowed;
                    case UNCHANGED ->
                        reason.variable() + " was observed to stay " + observed + ", the spec has " + allowed;
                    case ADDED ->
                        "the step was observed to add to " + reason.variable() + " " + observed + ", the spec adds "
                                + allowed;
                    case REMOVED ->
                        "the step was observed to remove from " + reason.variable() + " " + observed
                                + ", the spec removes " + allowed;
                });
    }

    @Override
    public List<String> of(StringKeys reason) {
        return List.of(
                reason.variable() + " was observed as " + reason.observed() + ", the spec has " + reason.allowed(),
                INDENT + "the keys of a JSON object are strings: a function of other values is written {\"#map\":[["
                        + reason.key() + ",...],...]}");
    }

    @Override
    public List<String> of(UnreadableOutcome reason) {
        String observed = switch (reason.seen()) {
            case VALUE -> reason.variable() + " was observed as " + reason.observed();
            case UNCHANGED -> reason.variable() + " was observed to stay as it is";
            case ADDED, REMOVED -> "the step was observed to change " + reason.variable();
        };
        return List.of(observed + ", but in the spec " + reason.message());
    }

    @Override
    public List<String> of(NoCollection reason) {
        return List.of(reason.variable()
                + " is no set, bag, sequence, or function to such, so nothing can be added to it or removed");
    }

    @Override
    public List<String> of(InvariantViolated reason) {
        List<String> lines = new ArrayList<>();
        lines.add("after this step the invariant " + reason.invariant() + " is violated, in");
        reason.state().forEach(line -> lines.add(INDENT + line));
        return lines;
    }

    @Override
    public List<String> of(StepForbidden reason) {
        List<String> lines = new ArrayList<>();
        lines.add(at(reason.place(), reason.statement() + " " + reason.name()) + " is FALSE of this step"
                + (reason.changes().isEmpty() ? ", which changes nothing" : ":"));
        reason.changes()
                .forEach(change -> lines.add(INDENT + change.variable() + " = " + change.before() + " before it, "
                        + change.after() + " after it"));
        return lines;
    }

    @Override
    public List<String> of(NoInitialState reason) {
        return List.of(
                reason.invariant() == null
                        ? "no initial state of " + reason.spec() + " is as the trace's first state"
                        : "the initial state violates " + reason.invariant());
    }

    @Override
    public List<String> of(NoOrder reason) {
        List<String> lines = new ArrayList<>();
        lines.add("no order of the operations that overlap makes it possible:");
        reason.operations().forEach(operation -> lines.add(INDENT + operation));
        return lines;
    }

    @Override
    public List<String> of(OtherResult reason) {
        return List.of("it had its effect before, since others have seen it, and that gave another result");
    }
}
