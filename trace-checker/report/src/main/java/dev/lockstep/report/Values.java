package dev.lockstep.report;

import dev.lockstep.checker.spec.StateValues.Moved;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes values apart. */
final class Values {
    /** The order in which short texts come first, and so integers by their size. */
    private static final Comparator<String> BY_NUMBER =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private static final Comparator<String> BY_FIELD = Comparator.<String, Boolean>comparing(
                    name -> !name.equals("type"))
            .thenComparing(Comparator.naturalOrder());

    private Values() {}

    /**
     * Returns the value in TLA+, or as it was printed where it could not be read. Equal values have equal texts: elements of sets and fields
     * are sorted, the field {@code type} first.
     */
    static String text(Value value) {
        if (value instanceof Value.Text printed) {
            return printed.value();
        } else if (value instanceof Value.Seq sequence) {
            return joined(sequence.elements().stream().map(Values::text), ", ", "<<", ">>");
        } else if (value instanceof Value.SetOf set) {
            return joined(set.elements().stream().map(Values::text).sorted(BY_NUMBER), ", ", "{", "}");
        } else if (value instanceof Value.Plain plain) {
            return text(plain.json());
        }
        Map<Value, Value> function = function(value);
        if (function == null) {
            return value.toString();
        } else if (function.isEmpty()) {
            return "<<>>";
        }
        boolean isRecord =
                function.keySet().stream().allMatch(key -> key instanceof Value.Str name && isName(name.value()));
        return isRecord
                ? joined(
                        function.keySet().stream()
                                .sorted(Comparator.comparing(Values::name, BY_FIELD))
                                .map(key -> name(key) + " |-> " + text(function.get(key))),
                        ", ",
                        "[",
                        "]")
                : joined(
                        function.keySet().stream()
                                .sorted(Comparator.comparing(Values::text, BY_NUMBER))
                                .map(key -> text(key) + " :> " + text(function.get(key))),
                        " @@ ",
                        "(",
                        ")");
    }

    private static String joined(Stream<String> parts, String separator, String first, String last) {
        return parts.collect(Collectors.joining(separator, first, last));
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && Character.isLetter(text.charAt(0))
                && text.chars().allMatch(c -> c == '_' || c < 128 && Character.isLetterOrDigit(c));
    }

    /** Returns the name of a process: without quotation marks. */
    static String name(Value value) {
        return value instanceof Value.Str string ? string.value() : text(value);
    }

    /** Returns the value of a function or record at each argument; null: it is none. */
    static @Nullable Map<Value, Value> function(Value value) {
        if (value instanceof Value.Rec rec) {
            Map<Value, Value> pairs = new LinkedHashMap<>();
            rec.fields().forEach((name, field) -> pairs.put(new Value.Str(name), field));
            return pairs;
        } else if (value instanceof Value.Fun function) {
            Map<Value, Value> pairs = new LinkedHashMap<>();
            function.pairs().forEach(pair -> pairs.put(pair.argument(), pair.result()));
            return pairs;
        }
        return null;
    }

    /**
     * Returns the records in a collection, each as often as it is there. It is a set, a bag, a sequence, or a function to such. Null: there is something else in
     * it.
     */
    static @Nullable List<Value> records(Value value) {
        List<Value> found = new ArrayList<>();
        return collect(value, found) ? found : null;
    }

    private static boolean collect(Value value, List<Value> found) {
        if (value instanceof Value.SetOf set) {
            return collectAll(set.elements(), found);
        } else if (value instanceof Value.Seq sequence) {
            return collectAll(sequence.elements(), found);
        } else if (value instanceof Value.Fun function) {
            for (Value.Pair pair : function.pairs()) {
                boolean isCounted = isMessage(pair.argument()) && pair.result() instanceof Value.Int;
                if (isCounted) {
                    int count = ((Value.Int) pair.result()).value().intValue();
                    for (int i = 0; i < Math.min(count, 100); i++) {
                        found.add(pair.argument());
                    }
                } else if (!collect(pair.result(), found)) {
                    return false;
                }
            }
            return true;
        } else if (value instanceof Value.Rec rec) {
            return rec.fields().values().stream().allMatch(field -> collect(field, found));
        }
        return false;
    }

    private static boolean collectAll(List<Value> elements, List<Value> found) {
        for (Value element : elements) {
            if (isMessage(element)) {
                found.add(element);
            } else if (!collect(element, found)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the value may be a message: a record with a field that is no collection. */
    static boolean isMessage(Value value) {
        return value instanceof Value.Rec rec
                && rec.fields().values().stream()
                        .anyMatch(field -> field instanceof Value.Str
                                || field instanceof Value.Int
                                || field instanceof Value.Bool);
    }

    /** Returns the records that are there more often, or less often, than before. */
    static Moved difference(Value before, Value after) {
        if (before == after || before.equals(after)) {
            return Moved.NOTHING;
        }
        Map<Value, Integer> count = new LinkedHashMap<>();
        Objects.requireNonNull(records(after)).forEach(record -> count.merge(record, 1, Integer::sum));
        Objects.requireNonNull(records(before)).forEach(record -> count.merge(record, -1, Integer::sum));
        List<Value> more = new ArrayList<>();
        List<Value> less = new ArrayList<>();
        count.forEach((record, times) -> {
            more.addAll(Collections.nCopies(Math.max(0, times), record));
            less.addAll(Collections.nCopies(Math.max(0, -times), record));
        });
        return new Moved(more, less);
    }
}
