package dev.lockstep.checker.model;

import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds a behaviour that TLC prints because it violates a property.
 *
 * @param states the states from an initial one; empty: TLC has printed none
 * @param loop the index of the state, from 0, that comes after the last one, over and over; the last itself: it stays there for ever.
 * Empty: the violation needs no more than the states
 */
public record Counterexample(List<State> states, OptionalInt loop) {
    /** No error, so no behaviour. */
    public static final Counterexample NONE = new Counterexample(List.of(), OptionalInt.empty());

    private static final Pattern HEADER = Pattern.compile(
            "(\\d+): <(Initial predicate|(\\w+)(?:\\(.*\\))? line (\\d+), col \\d+ to line \\d+, col \\d+ of module (\\w+))>");
    private static final Pattern VARIABLE = Pattern.compile("(?m)^(?:/\\\\ )?([A-Za-z_0-9]+) = ");
    private static final String CONJUNCT = "/\\ ";

    public Counterexample {
        states = List.copyOf(states);
    }

    /**
     * Holds one state, and the step to it.
     *
     * @param action the definition that TLC names for the step; empty: it is the initial state
     * @param module the module in which the action is defined; empty as well
     * @param line the line of its definition there, from 1; 0: it is the initial state
     * @param variables their values, in TLA+, as TLC prints them
     */
    public record State(String action, String module, int line, Map<String, String> variables) {
        /**
         * Returns the values of the variables.
         *
         * @throws IllegalArgumentException TLC has not written one of them out, such as a set of functions
         */
        public Map<String, Value> values() {
            Map<String, Value> values = new LinkedHashMap<>();
            variables.forEach((variable, text) -> values.put(variable, PrintedValue.parse(text)));
            return values;
        }

        /** Returns the variables that have another value than in the state before, with their values. */
        public Map<String, String> changed(State before) {
            Map<String, String> changed = new LinkedHashMap<>(variables);
            changed.entrySet().removeAll(before.variables.entrySet());
            return changed;
        }
    }

    /**
     * Reads the text of TLC's message of a state. The text has its number and action in angle brackets, then a conjunct for each variable.
     */
    static State state(String message) {
        int end = message.indexOf('\n');
        Matcher header = HEADER.matcher(end < 0 ? message : message.substring(0, end));
        if (!header.matches()) {
            throw new IllegalStateException("TLC's state is not of the expected form: " + message);
        }
        Map<String, String> variables = variables(end < 0 ? "" : message.substring(end + 1));
        return header.group(3) == null
                ? new State("", "", 0, variables)
                : new State(header.group(3), header.group(5), Integer.parseInt(header.group(4)), variables);
    }

    /** Reads a conjunct for each variable; a single one comes without the sign. */
    static Map<String, String> variables(String text) {
        boolean isList = text.stripLeading().startsWith(CONJUNCT);
        Map<String, String> variables = new LinkedHashMap<>();
        List<String> parts = new ArrayList<>();
        if (isList) {
            parts.addAll(List.of(text.strip().split("(?m)^(?=/\\\\ )")));
        } else {
            parts.add(text.strip());
        }
        for (String part : parts) {
            Matcher variable = VARIABLE.matcher(part);
            if (!variable.lookingAt()) {
                throw new IllegalStateException("TLC's state is not of the expected form: " + part);
            }
            variables.put(
                    variable.group(1), part.substring(variable.end()).strip().replaceAll("\\s*\\n\\s*", " "));
        }
        return variables;
    }
}
