package dev.lockstep.checker.tlc.value;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.evaluator.value.FiniteSet;
import dev.lockstep.evaluator.value.Fun;
import dev.lockstep.evaluator.value.Model;
import dev.lockstep.evaluator.value.Seq;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Knows the readings of an event with strings that the spec has, and that model values are named, too. JSON has no model values, so each
 * such string may be either of them, independently of the others. An event is a step if it is one in some reading.
 *
 * <p>An observed value is compared with the spec's part by part, so that its readings need not be listed. What a step takes or adds is known
 * before there is anything to compare it with: there each reading is one event.
 */
public final class Ambiguity {
    /** So many strings of an event are read in both ways. */
    private static final int MOST = 8;

    private final Conversion conversion;
    private final Set<String> names;

    /** @param names the names of model values that are strings of the spec, too */
    public Ambiguity(Conversion conversion, Set<String> names) {
        this.conversion = conversion;
        this.names = Set.copyOf(names);
    }

    // ---------------------------------------------------------------- where it is

    /** Returns whether the value has several readings. */
    public boolean isIn(Value value) {
        return !names.isEmpty() && count(value) > 0;
    }

    /** Returns whether the event has several readings, what it observes included. */
    public boolean isIn(Event event) {
        return !names.isEmpty()
                && (countTaken(event) > 0 || event.state().values().stream().anyMatch(this::isIn));
    }

    /** Returns whether {@link #readings} are all that there are. */
    public boolean areAll(Event event) {
        return countTaken(event) <= MOST;
    }

    private long countTaken(Event event) {
        return (event.process() == null ? 0 : count(event.process()))
                + event.args().values().stream().mapToLong(this::count).sum()
                + event.added().values().stream().mapToLong(this::count).sum()
                + event.removed().values().stream().mapToLong(this::count).sum();
    }

    private long count(List<Value> values) {
        return values.stream().mapToLong(this::count).sum();
    }

    private long count(Value value) {
        if (value instanceof Value.Str text) {
            return names.contains(text.value()) ? 1 : 0;
        } else if (value instanceof Value.Seq seq) {
            return count(seq.elements());
        } else if (value instanceof Value.SetOf set) {
            return count(set.elements());
        } else if (value instanceof Value.Rec rec) {
            return rec.fields().values().stream().mapToLong(this::count).sum();
        } else if (value instanceof Value.Fun fun) {
            return fun.pairs().stream()
                    .mapToLong(pair -> count(pair.argument()) + count(pair.result()))
                    .sum();
        }
        return 0; // plain values are compared as text
    }

    // ---------------------------------------------------------------- what is taken

    /** Returns the event in each reading of all but what it observes; first that in which all are model values. */
    public List<Event> readings(Event event) {
        int strings = (int) Math.min(MOST, countTaken(event));
        List<Event> readings = new ArrayList<>();
        for (int bits = 0; bits < 1 << strings; bits++) {
            readings.add(bits == 0 ? event : new Reading(bits).of(event));
        }
        return readings;
    }

    /** Makes one reading: of the n-th string, bit n says that it is a string. */
    private final class Reading {
        private final int bits;
        private int next;

        Reading(int bits) {
            this.bits = bits;
        }

        Event of(Event event) {
            Value process = event.process() == null ? null : of(event.process());
            Map<String, Value> args = of(event.args());
            Map<String, List<Value>> added = ofLists(event.added());
            return event.by(process).of(event.action(), args).observing(event.state(), added, ofLists(event.removed()));
        }

        private Map<String, Value> of(Map<String, Value> values) {
            Map<String, Value> read = new LinkedHashMap<>();
            values.forEach((name, value) -> read.put(name, of(value)));
            return read;
        }

        private Map<String, List<Value>> ofLists(Map<String, List<Value>> lists) {
            Map<String, List<Value>> read = new LinkedHashMap<>();
            lists.forEach((name, values) -> read.put(name, of(values)));
            return read;
        }

        private List<Value> of(List<Value> values) {
            return values.stream().map(this::of).toList();
        }

        private Value of(Value value) {
            if (value instanceof Value.Str text && names.contains(text.value())) {
                int at = next++;
                return at < MOST && (bits >> at & 1) == 1 ? new Value.Text(text.value()) : value;
            } else if (value instanceof Value.Seq seq) {
                return new Value.Seq(of(seq.elements()));
            } else if (value instanceof Value.SetOf set) {
                return new Value.SetOf(of(set.elements()));
            } else if (value instanceof Value.Rec rec) {
                return new Value.Rec(of(rec.fields()));
            } else if (value instanceof Value.Fun fun) {
                return new Value.Fun(fun.pairs().stream()
                        .map(pair -> new Value.Pair(of(pair.argument()), of(pair.result())))
                        .toList());
            }
            return value;
        }
    }

    // ---------------------------------------------------------------- what is observed

    /** Returns whether a value of the spec is what the written one means in some reading. */
    public boolean isOf(Value written, Object value) {
        if (!isIn(written)) {
            return conversion.of(written).equals(value);
        } else if (written instanceof Value.Str text) {
            return value instanceof Model model
                    ? model.name().equals(text.value())
                    : text.value().equals(value);
        } else if (written instanceof Value.Seq seq) {
            return value instanceof Seq elements && areOf(seq.elements(), elements);
        } else if (written instanceof Value.Rec rec) {
            return value instanceof Fun function && isOf(rec, function);
        } else if (written instanceof Value.SetOf set) {
            return value instanceof FiniteSet elements
                    && set.elements().size() >= elements.size()
                    && allMean(set.elements(), elements.elements())
                    && isCovered(elements.elements(), set.elements(), this::isOf);
        } else if (written instanceof Value.Fun fun) {
            List<Entry> entries = entries(value);
            return entries.size() == fun.pairs().size() && isCovered(entries, fun.pairs(), this::isOfPair);
        }
        return false;
    }

    private boolean areOf(List<Value> written, Seq elements) {
        boolean areOf = written.size() == elements.length();
        for (int i = 0; i < written.size() && areOf; i++) {
            areOf = isOf(written.get(i), elements.get(i));
        }
        return areOf;
    }

    /** The names of a record's fields are strings in any reading. */
    private boolean isOf(Value.Rec rec, Fun function) {
        if (rec.fields().size() != function.keys().size()) {
            return false;
        }
        for (int i = 0; i < function.keys().size(); i++) {
            Value field =
                    function.keys().get(i) instanceof String name ? rec.fields().get(name) : null;
            if (field == null || !isOf(field, function.get(i))) {
                return false;
            }
        }
        return true;
    }

    private record Entry(Object argument, Object result) {}

    private static List<Entry> entries(Object value) {
        List<Entry> entries = new ArrayList<>();
        if (value instanceof Fun function) {
            for (int i = 0; i < function.keys().size(); i++) {
                entries.add(new Entry(function.keys().get(i), function.get(i)));
            }
        } else if (value instanceof Seq seq) {
            for (int i = 0; i < seq.length(); i++) {
                entries.add(new Entry(i + 1, seq.get(i)));
            }
        }
        return entries;
    }

    private boolean isOfPair(Value.Pair pair, Entry entry) {
        return isOf(pair.argument(), entry.argument) && isOf(pair.result(), entry.result);
    }

    private boolean allMean(List<Value> written, List<Object> values) {
        return written.stream().allMatch(each -> values.stream().anyMatch(value -> isOf(each, value)));
    }

    /** Returns whether each value can have one of its own that is written: a matching, found by augmenting paths. */
    private static <W, V> boolean isCovered(List<V> values, List<W> written, BiPredicate<W, V> isOf) {
        int[] owner = new int[written.size()];
        Arrays.fill(owner, -1);
        for (int i = 0; i < values.size(); i++) {
            if (!findsOne(i, values, written, isOf, owner, new boolean[owner.length])) {
                return false;
            }
        }
        return true;
    }

    private static <W, V> boolean findsOne(
            int value, List<V> values, List<W> written, BiPredicate<W, V> isOf, int[] owner, boolean[] tried) {
        for (int i = 0; i < owner.length; i++) {
            if (tried[i] || !isOf.test(written.get(i), values.get(value))) {
                continue;
            }
            tried[i] = true;
            if (owner[i] < 0 || findsOne(owner[i], values, written, isOf, owner, tried)) {
                owner[i] = value;
                return true;
            }
        }
        return false;
    }
}
