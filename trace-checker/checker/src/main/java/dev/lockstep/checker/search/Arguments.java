package dev.lockstep.checker.search;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the arguments with which an action is possible in a state. It tries, one parameter after the other, the names of the config, small numbers
 * and what is in the state. A parameter for which none of these will do is left open.
 */
final class Arguments {
    private static final int MOST_TRIED = 80;
    private static final int NUMBERS = 4;

    private final LoadedSpec spec;
    private final Header header;
    private final Set<Value> names = new LinkedHashSet<>();

    /** The classes of values that have been arguments of a parameter, by action and parameter. */
    private final Map<String, Set<Class<?>>> seen = new HashMap<>();

    Arguments(LoadedSpec spec, Header header) {
        this.spec = spec;
        this.header = header;
        spec.names().forEach(names::addAll);
        for (int i = 0; i <= NUMBERS; i++) {
            names.add(new Value.Int(i));
        }
        names.add(new Value.Bool(true));
        names.add(new Value.Bool(false));
    }

    /** Holds arguments, and the states after a step with them. */
    record Bound(Map<String, Value> args, List<SpecState> after) {}

    List<Bound> of(String action, SpecState from, Map<String, Value> state) throws InvalidInputException {
        List<String> parameters = spec.actions().getOrDefault(action, List.of());
        if (parameters.isEmpty()) {
            return List.of();
        }
        Set<Value> all = new LinkedHashSet<>(names);
        state.values().forEach(value -> within(value, all));
        List<Bound> found = new ArrayList<>();
        bind(action, parameters, from, all, Map.of(), found);
        return found;
    }

    private void bind(
            String action,
            List<String> left,
            SpecState from,
            Set<Value> all,
            Map<String, Value> args,
            List<Bound> found)
            throws InvalidInputException {
        if (left.isEmpty()) {
            found.add(new Bound(args, after(action, from, args)));
            return;
        }
        String parameter = left.get(0);
        List<String> rest = left.subList(1, left.size());
        Set<Class<?>> classes = seen.computeIfAbsent(action + " " + parameter, key -> new HashSet<>());
        List<Value> fit = possible(action, parameter, from, all, args, classes);
        if (fit.isEmpty() && !classes.isEmpty()) {
            fit = possible(action, parameter, from, all, args, Set.of());
        }
        if (fit.isEmpty()) {
            bind(action, rest, from, all, args, found);
        }
        for (Value value : fit) {
            classes.add(value.getClass());
            Map<String, Value> more = new LinkedHashMap<>(args);
            more.put(parameter, value);
            bind(action, rest, from, all, more, found);
        }
    }

    private List<Value> possible(
            String action,
            String parameter,
            SpecState from,
            Set<Value> all,
            Map<String, Value> args,
            Set<Class<?>> classes)
            throws InvalidInputException {
        List<Value> fit = new ArrayList<>();
        int tried = 0;
        for (Value value : all) {
            if (!classes.isEmpty() && !classes.contains(value.getClass()) || ++tried > MOST_TRIED) {
                continue;
            }
            Map<String, Value> more = new LinkedHashMap<>(args);
            more.put(parameter, value);
            if (!after(action, from, more).isEmpty()) {
                fit.add(value);
            }
        }
        return fit;
    }

    private List<SpecState> after(String action, SpecState from, Map<String, Value> args) throws InvalidInputException {
        return spec.unconstrained(Event.step("", 1, action, args), header).successors(from);
    }

    private static void within(Value value, Set<Value> all) {
        if (value instanceof Value.SetOf set) {
            parts(set.elements(), all);
        } else if (value instanceof Value.Seq sequence) {
            parts(sequence.elements(), all);
        } else if (value instanceof Value.Rec rec) {
            rec.fields().keySet().forEach(name -> all.add(new Value.Str(name)));
            parts(rec.fields().values(), all);
        } else if (value instanceof Value.Fun function) {
            for (Value.Pair pair : function.pairs()) {
                parts(List.of(pair.argument(), pair.result()), all);
            }
        }
    }

    private static void parts(Collection<Value> values, Set<Value> all) {
        for (Value value : values) {
            all.add(value);
            within(value, all);
        }
    }

    /** Returns the value with sets and functions sorted. Equal values are equal then. */
    static Value sorted(Value value) {
        if (value instanceof Value.SetOf set) {
            return new Value.SetOf(set.elements().stream()
                    .map(Arguments::sorted)
                    .sorted(Comparator.comparing(Value::toString))
                    .toList());
        } else if (value instanceof Value.Seq sequence) {
            return new Value.Seq(
                    sequence.elements().stream().map(Arguments::sorted).toList());
        } else if (value instanceof Value.Rec rec) {
            Map<String, Value> fields = new TreeMap<>();
            rec.fields().forEach((name, field) -> fields.put(name, sorted(field)));
            return new Value.Rec(fields);
        } else if (value instanceof Value.Fun function) {
            return new Value.Fun(function.pairs().stream()
                    .map(pair -> new Value.Pair(sorted(pair.argument()), sorted(pair.result())))
                    .sorted(Comparator.comparing(Value.Pair::toString))
                    .toList());
        }
        return value;
    }
}
