package dev.lockstep.checker.logs;

import dev.lockstep.checker.logs.LogMapping.Part;
import dev.lockstep.checker.logs.LogMapping.Said;
import dev.lockstep.checker.logs.LogMapping.Table;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what the mapping, and the lines, say of the header: constants, and what variables are at first. */
final class HeaderValues {
    private final Map<String, Table> tables;
    private final Map<Part, Map<String, Value>> values = new LinkedHashMap<>();

    HeaderValues(Map<String, Table> tables) {
        this.tables = tables;
    }

    Map<String, Value> of(Part part) {
        return values.computeIfAbsent(part, none -> new LinkedHashMap<>());
    }

    /**
     * Takes what is said.
     *
     * @param line the line that says it; null: the mapping does, whatever the lines are
     * @throws InvalidInputException the value differs from what was said before
     */
    void add(Said one, Scope scope, @Nullable LogLine line) throws InvalidInputException {
        Map<String, Value> known = of(one.part());
        try {
            Value value = one.value().value(scope, tables);
            Value before = known.get(one.name());
            if (one.argument() != null) {
                known.put(one.name(), with(before, one.argument().value(scope, tables), value, one.name()));
            } else if (one.isElement()) {
                known.put(one.name(), with(before, value, one.name()));
            } else if (before == null) {
                known.put(one.name(), value);
            } else if (!before.equals(value)) {
                throw new IllegalArgumentException(differs(one.name(), before, value));
            }
        } catch (Template.NoValue | IllegalArgumentException e) {
            String what = String.valueOf(e.getMessage());
            throw line == null ? new InvalidInputException(one.place(), what, null) : line.invalid(what, one.place());
        }
    }

    private static String differs(String name, Value before, Value now) {
        return name + " is " + now + " here, and was " + before + " before";
    }

    private static Value with(@Nullable Value set, Value element, String name) {
        if (set != null && !(set instanceof Value.SetOf)) {
            throw new IllegalArgumentException(name + " was " + set + " before, which is no set");
        }
        List<Value> elements = new ArrayList<>(set instanceof Value.SetOf known ? known.elements() : List.of());
        if (!elements.contains(element)) {
            elements.add(element);
        }
        return new Value.SetOf(elements);
    }

    private static Value with(@Nullable Value function, Value argument, Value result, String name) {
        if (function != null && !(function instanceof Value.Fun)) {
            throw new IllegalArgumentException(name + " was " + function + " before, which is no #map");
        }
        List<Value.Pair> pairs = new ArrayList<>(function instanceof Value.Fun known ? known.pairs() : List.of());
        for (Value.Pair pair : pairs) {
            if (pair.argument().equals(argument)) {
                if (!pair.result().equals(result)) {
                    throw new IllegalArgumentException(differs(name + "[" + argument + "]", pair.result(), result));
                }
                return new Value.Fun(pairs);
            }
        }
        pairs.add(new Value.Pair(argument, result));
        return new Value.Fun(pairs);
    }
}
