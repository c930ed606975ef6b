package dev.lockstep.checker.sensitivity;

import dev.lockstep.checker.trace.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes values that differ from given ones in one place. */
final class Alteration {
    private final Random random;

    Alteration(Random random) {
        this.random = random;
    }

    /** @param others what may take its place: values that the trace has elsewhere */
    Value of(Value value, List<Value> others) {
        List<Value> different =
                others.stream().filter(other -> !isSame(other, value)).toList();
        return !different.isEmpty() && random.nextBoolean() ? pick(different) : within(value);
    }

    <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private Value within(Value value) {
        if (value instanceof Value.Int integer) {
            return new Value.Int(integer.value().add(BigInteger.valueOf(random.nextBoolean() ? 1 : -1)));
        } else if (value instanceof Value.Bool bool) {
            return new Value.Bool(!bool.value());
        } else if (value instanceof Value.Str string) {
            return new Value.Str(string.value() + "'");
        } else if (value instanceof Value.Seq sequence) {
            return new Value.Seq(elements(sequence.elements(), List.of()));
        } else if (value instanceof Value.SetOf set) {
            return new Value.SetOf(elements(set.elements(), List.of()));
        } else if (value instanceof Value.Rec record) {
            return record.fields().isEmpty() ? new Value.Int(0) : record(record);
        } else if (value instanceof Value.Fun function) {
            return function.pairs().isEmpty() ? new Value.Int(0) : function(function);
        }
        throw new IllegalArgumentException("no such kind of value: " + value.getClass());
    }

    /** Returns one element altered, left out, or more; never one that is there again. */
    List<Value> elements(List<Value> elements, List<Value> others) {
        List<Value> altered = new ArrayList<>(elements);
        List<Value> news = others.stream()
                .filter(other -> elements.stream().noneMatch(element -> isSame(element, other)))
                .toList();
        if (elements.isEmpty()) {
            altered.add(news.isEmpty() ? new Value.Int(0) : pick(news));
            return altered;
        }
        int index = random.nextInt(altered.size());
        switch (random.nextInt(3)) {
            case 0 -> altered.remove(index);
            case 1 -> {
                Value another = news.isEmpty() ? within(altered.get(index)) : pick(news);
                if (elements.stream().anyMatch(element -> isSame(element, another))) {
                    altered.remove(index);
                } else {
                    altered.add(another);
                }
            }
            default -> {
                Value another = within(altered.get(index));
                if (elements.stream().anyMatch(element -> isSame(element, another))) {
                    altered.remove(index);
                } else {
                    altered.set(index, another);
                }
            }
        }
        return altered;
    }

    private Value record(Value.Rec record) {
        Map<String, Value> fields = new LinkedHashMap<>(record.fields());
        String field = pick(List.copyOf(fields.keySet()));
        fields.put(field, within(fields.get(field)));
        return new Value.Rec(fields);
    }

    private Value function(Value.Fun function) {
        List<Value.Pair> pairs = new ArrayList<>(function.pairs());
        int index = random.nextInt(pairs.size());
        Value.Pair pair = pairs.get(index);
        pairs.set(index, new Value.Pair(pair.argument(), within(pair.result())));
        return new Value.Fun(pairs);
    }

    static boolean isSame(Value a, Value b) {
        return canonical(a).equals(canonical(b));
    }

    /** Returns a text that is equal for equal values: sets and records without order. */
    static String canonical(Value value) {
        if (value instanceof Value.Seq sequence) {
            return sequence.elements().stream()
                    .map(Alteration::canonical)
                    .toList()
                    .toString();
        } else if (value instanceof Value.SetOf set) {
            TreeSet<String> elements = new TreeSet<>();
            set.elements().forEach(element -> elements.add(canonical(element)));
            return "{" + elements + "}";
        } else if (value instanceof Value.Rec record) {
            TreeMap<String, String> fields = new TreeMap<>();
            record.fields().forEach((field, v) -> fields.put(new Value.Str(field).toString(), canonical(v)));
            return fields.toString();
        } else if (value instanceof Value.Fun function) {
            TreeMap<String, String> pairs = new TreeMap<>();
            function.pairs().forEach(pair -> pairs.put(canonical(pair.argument()), canonical(pair.result())));
            return pairs.toString();
        }
        return value.toString();
    }
}
