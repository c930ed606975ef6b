package dev.lockstep.checker.reason;

import dev.lockstep.checker.trace.Place;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says one thing that keeps an event from being a step of the spec. */
public sealed interface Reason {
    /**
     * Returns what is wrong, without values: equal for the same fault in another trace. A conjunct with its place, as
     * {@code Bank.tla:18 n <= balance[from]}; what was observed, as {@code clock["p1"]}; or an invariant.
     */
    String subject();

    /** Returns where in the spec; empty: it is no place of the spec that is wrong. */
    default Optional<Place> where() {
        return Optional.empty();
    }

    /** Makes something of each kind of reason. */
    interface Rendering<R> {
        R of(FalseConjunct reason);

        R of(OtherArgument reason);

        R of(EmptyChoice reason);

        R of(Unevaluated reason);

        R of(NoNextState reason);

        R of(NoChange reason);

        R of(NoSuccessor reason);

        R of(Unexplained reason);

        R of(OtherOutcome reason);

        R of(StringKeys reason);

        R of(UnreadableOutcome reason);

        R of(NoCollection reason);

        R of(InvariantViolated reason);

        R of(StepForbidden reason);

        R of(NoInitialState reason);

        R of(NoOrder reason);

        R of(OtherResult reason);

        R of(ProcessBound reason);
    }

    <R> R accept(Rendering<R> rendering);

    /** Tells what was seen of a variable or operator over the step. */
    enum Seen {
        /** The value after the step. */
        VALUE,
        /** It stays as it is. */
        UNCHANGED,
        /** Exactly the elements that the step adds are seen. */
        ADDED,
        /** Exactly the elements that the step removes are seen. */
        REMOVED
    }

    /**
     * Binds the symbols of a quantifier to what counts.
     *
     * @param isNearest whether of all choices this one is nearest to making the body true; else it makes it false
     */
    record Choice(boolean isNearest, List<Operand> symbols) {
        public Choice {
            symbols = List.copyOf(symbols);
        }
    }

    // ---------------------------------------------------------------- the action is not possible

    /**
     * A conjunct is false.
     *
     * @param choice null: it is no quantifier, or binds nothing
     * @param below what makes it false: of its definition, its disjuncts, its body
     */
    record FalseConjunct(Conjunct conjunct, @Nullable Choice choice, List<Reason> below) implements Reason {
        public FalseConjunct {
            below = List.copyOf(below);
        }

        @Override
        public String subject() {
            return conjunct.place().brief() + "  " + conjunct.expression();
        }

        @Override
        public Optional<Place> where() {
            return Optional.of(conjunct.place());
        }

        @Override
        public <R> R accept(Rendering<R> rendering) {
            return rendering.of(this);
        }
    }

    /**
     * An argument that the trace gives has another value than the action's parameter can have.
     *
     * @param isIn whether it should be in the set, else equal to the value
     * @param expression the expression of the set or the value
     * @param value the value of the expression; null: it is written there, or not known
     */
    record OtherArgument(
            Place place,
            String parameter,
            @Nullable String given,
            boolean isIn,
            String expression,
            @Nullable String value)
            implements Reason {
        @Override
        public String subject() {
            return place.brief() + "  " + parameter;
        }

        @Override
        public Optional<Place> where() {
            return Optional.of(place);
        }

        @Override
        public <R> R accept(Rendering<R> rendering) {
            return rendering.of(this);
        }
    }

    /**
     * A quantifier has no values to choose from.
     *
     * @param sets one of them is empty
     */
    record EmptyChoice(Place place, List<Operand> sets) implements Reason {
        public EmptyChoice {
            sets = List.copyOf(sets);
        }

        @Override
        public String subject() {
            return place.brief() + "  " + sets.stream().map(Operand::expression).collect(Collectors.joining(", "));
        }

        @Override
        public Optional<Place> where() {
            return Optional.of(place);
        }

        @Override
        public <R> R accept(Rendering<R> rendering) {
            return rendering.of(this);
        }
    }

    /**
     * TLC cannot evaluate a conjunct.
     *
     * @param message TLC's
     */
    record Unevaluated(Place place, String expression, String message) implements Reason {
        @Override
        public String subject() {
            return place.brief() + "  " + expression;
        }

        @Override
        public Optional<Place> where() {
            return Optional.of(place);
        }

        @Override
        public <R> R accept(Rendering<R> rendering) {
            return rendering.of(this);
        }
    }

    /** A conjunct leaves no next state, without being false by itself. */
    record NoNextState(Place place, String expression) implements Reason {
        @Override
        public String subject() {
            return place.brief() + "  " + expression;
        }

        @Override
        public Optional<Place> where() {
            return Optional.of(place);
        }

        @Override
        public <R> R accept(Rendering<R> rendering) {
            return rendering.of(this);
        }
    }

    /** Tells what {@code <<A>>_v} requires to change stays as it is. */
    record NoChange(Place place, String expression) implements Reason {
        @Override
        public String subject() {
            return place.brief() + "  " + expression;
        }

        @Override
        public Optional<Place> where() {
            return Optional.of(place);
        }

        @Override
        public <R> R accept(Rendering<R> rendering) {
            return rendering.of(this);
        }
    }

    /** There is no next state, and no conjunct was found that is to blame. */
    record NoSuccessor() implements Reason {
        @Override
        public String subject() {
            return "";
        }

        @Override
        public <R> R accept(Rendering<R> rendering) {
            return rendering.of(this);
        }
    }

    /**
     * Tells which conjunct or observation is wrong is not known, as looking for it takes too much.
     *
     * @param most so many evaluations were not enough
     */
    record Unexplained(long most) implements Reason {
        @Override
        public String subject() {
            return "";
        }

        @Override
        public <R> R accept(Rendering<R> rendering) {
            return rendering.of(this);
        }
    }

    // ---------------------------------------------------------------- it is, but something else was observed

    /**
     * Tells what was observed is not what the action does.
     *
     * @param variable or operator, {@code clock["p1"]} where it is local
     * @param observed the observed value as the trace says; for {@link Seen#UNCHANGED} the value before the step
     * @param allowed what the spec has instead
     */
    record OtherOutcome(String variable, Seen seen, String observed, String allowed) implements Reason {
        @Override
        public String subject() {
            return variable;
        }

        @Override
        public <R> R accept(Rendering<R> rendering) {
            return rendering.of(this);
        }
    }

    /**
     * The trace has a record, of which the keys are strings, where the spec has a function of other values.
     *
     * @param variable or operator
     * @param observed the observed value as the trace says
     * @param allowed what the spec has instead
     * @param key one of the keys as a trace should have it; "...": it is neither an integer nor a string
     */
    record StringKeys(String variable, String observed, String allowed, String key) implements Reason {
        @Override
        public String subject() {
            return variable;
        }

        @Override
        public <R> R accept(Rendering<R> rendering) {
            return rendering.of(this);
        }
    }

    /**
     * Tells what was observed has no value in the state after the step.
     *
     * @param observed null: the trace says no value
     * @param message why it has none
     */
    record UnreadableOutcome(
            String variable, Seen seen, @Nullable String observed, String message) implements Reason {
        @Override
        public String subject() {
            return variable;
        }

        @Override
        public <R> R accept(Rendering<R> rendering) {
            return rendering.of(this);
        }
    }

    /** Tells what was observed to be added or removed is of a variable that has no elements. */
    record NoCollection(String variable) implements Reason {
        @Override
        public String subject() {
            return variable;
        }

        @Override
        public <R> R accept(Rendering<R> rendering) {
            return rendering.of(this);
        }
    }

    // ---------------------------------------------------------------- states that must not be

    /**
     * Says that an invariant of the config is false after the step.
     *
     * @param state a line for each variable, as TLC prints it
     */
    record InvariantViolated(String invariant, List<String> state) implements Reason {
        public InvariantViolated {
            state = List.copyOf(state);
        }

        @Override
        public String subject() {
            return invariant;
        }

        @Override
        public <R> R accept(Rendering<R> rendering) {
            return rendering.of(this);
        }
    }

    /**
     * Says that the config does not allow the step, whatever the states before and after it.
     *
     * @param place where the spec has what is false of the step
     * @param name the name as the config has it
     */
    record StepForbidden(Place place, Statement statement, String name, List<Change> changes) implements Reason {
        /** Names the keyword of the config. */
        public enum Statement {
            /** Its part of the form {@code [][A]_v} is violated. */
            PROPERTY,
            /** It leaves the step out. */
            ACTION_CONSTRAINT
        }

        /** Describes a variable that the step changes, with its values as TLC prints them. */
        public record Change(String variable, String before, String after) {}

        public StepForbidden {
            changes = List.copyOf(changes);
        }

        @Override
        public String subject() {
            return name;
        }

        @Override
        public Optional<Place> where() {
            return Optional.of(place);
        }

        @Override
        public <R> R accept(Rendering<R> rendering) {
            return rendering.of(this);
        }
    }

    /**
     * The spec has no initial state as the trace begins.
     *
     * @param invariant the invariant that every such state violates, or property of the first state; null: there is none
     */
    record NoInitialState(String spec, @Nullable String invariant) implements Reason {
        @Override
        public String subject() {
            return invariant == null ? "" : invariant;
        }

        @Override
        public <R> R accept(Rendering<R> rendering) {
            return rendering.of(this);
        }
    }

    // ---------------------------------------------------------------- histories of calls and returns

    /**
     * Says that no order of operations that overlap makes the event possible.
     *
     * @param operations the operations that have been called and have had no effect so far
     */
    record NoOrder(List<String> operations) implements Reason {
        public NoOrder {
            operations = List.copyOf(operations);
        }

        @Override
        public String subject() {
            return "";
        }

        @Override
        public <R> R accept(Rendering<R> rendering) {
            return rendering.of(this);
        }
    }

    /** Says that the operation that returns had its effect before, with another result. Others have seen that effect. */
    record OtherResult() implements Reason {
        @Override
        public String subject() {
            return "";
        }

        @Override
        public <R> R accept(Rendering<R> rendering) {
            return rendering.of(this);
        }
    }

    /**
     * Says that an argument that the event leaves out is its process. It is not wrong in itself.
     *
     * @param parameter the name that the action has for it
     */
    record ProcessBound(String action, String parameter, String process) implements Reason {
        @Override
        public String subject() {
            return parameter + " is the process";
        }

        @Override
        public <R> R accept(Rendering<R> rendering) {
            return rendering.of(this);
        }
    }
}
