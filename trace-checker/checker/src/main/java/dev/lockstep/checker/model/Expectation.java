package dev.lockstep.checker.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells what a model declares in a line {@code \* expect: ...} of its config. {@code toString} is what the line says. */
public sealed interface Expectation {
    /**
     * TLC finds no error.
     *
     * @param distinct states
     * @param depth the depth of the complete state graph
     */
    record Success(long distinct, int depth) implements Expectation {
        @Override
        public String toString() {
            return "success; distinct " + distinct + "; depth " + depth;
        }
    }

    /**
     * TLC finds a counterexample.
     *
     * @param kind the kind of what is violated
     * @param property its name
     * @param steps states of the counterexample, the initial one included
     */
    record Violation(Kind kind, String property, int steps) implements Expectation {
        @Override
        public String toString() {
            return "violation of " + kind.word + " " + property + "; steps " + steps;
        }
    }

    /** Expects a state without successor; {@code steps} as in {@link Violation}. */
    record Deadlock(int steps) implements Expectation {
        @Override
        public String toString() {
            return "deadlock; steps " + steps;
        }
    }

    /** Expects that TLC finds no error, in however many states: the config declares nothing. */
    record NoError() implements Expectation {
        @Override
        public String toString() {
            return "no error (nothing is declared)";
        }
    }

    /** The config is no model: traces are validated with it, their headers give the constants. */
    record Traces() implements Expectation {
        @Override
        public String toString() {
            return "accepted traces";
        }
    }

    /** Tells what a counterexample can violate. */
    enum Kind {
        INVARIANT("invariant"),
        /** The initial predicate or the box-action of a PROPERTY. */
        PROPERTY("property"),
        /** The liveness part of a PROPERTY: the counterexample is a lasso, or ends stuttering. */
        LIVENESS("liveness");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    Pattern SUCCESS = Pattern.compile("success; distinct (\\d{1,18}); depth (\\d{1,9})");
    Pattern VIOLATION = Pattern.compile("violation of (invariant|property|liveness) (\\w+); steps (\\d{1,9})");
    Pattern DEADLOCK = Pattern.compile("deadlock; steps (\\d{1,9})");

    /** Reads what follows {@code expect:}; empty: it is none of the forms. */
    static Optional<Expectation> parse(String text) {
        Matcher matcher = SUCCESS.matcher(text);
        if (matcher.matches()) {
            return Optional.of(new Success(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2))));
        }
        matcher = VIOLATION.matcher(text);
        if (matcher.matches()) {
            Kind kind = Kind.valueOf(matcher.group(1).toUpperCase(java.util.Locale.ROOT));
            return Optional.of(new Violation(kind, matcher.group(2), Integer.parseInt(matcher.group(3))));
        }
        matcher = DEADLOCK.matcher(text);
        if (matcher.matches()) {
            return Optional.of(new Deadlock(Integer.parseInt(matcher.group(1))));
        }
        return text.equals("accepted traces") ? Optional.of(new Traces()) : Optional.empty();
    }
}
