package dev.lockstep.checker.trace;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds the numbers of one event for the places that its shape leaves open. */
public final class OpenNumbers {
    private final Shape shape;
    private final int[] numbers;

    OpenNumbers(Shape shape, int[] numbers) {
        this.shape = shape;
        this.numbers = numbers;
    }

    /** Returns the numbers of an event that was read by its shape, and says what it said then. Returns null if it is none. */
    public static @Nullable OpenNumbers of(Event event) {
        OpenNumbers openNumbers = event.args() instanceof Fields<Value> args ? args.openNumbers() : null;
        return openNumbers != null && openNumbers.shape.isOf(event, openNumbers) ? openNumbers : null;
    }

    public Shape shape() {
        return shape;
    }

    /** Returns the number in that place, from 0. */
    public int number(int place) {
        return numbers[place];
    }

    /** Returns what the event has where its shape has this. */
    Value of(Value pattern) {
        if (pattern instanceof Value.Open open) {
            return new Value.Int(numbers[open.place()]);
        } else if (!Shape.isOpen(pattern)) {
            return pattern;
        } else if (pattern instanceof Value.Rec rec) {
            return new Value.Rec(of(Fields.of(rec.fields())));
        } else if (pattern instanceof Value.Seq seq) {
            return new Value.Seq(all(seq.elements()));
        } else if (pattern instanceof Value.SetOf set) {
            return new Value.SetOf(all(set.elements()));
        } else if (pattern instanceof Value.Fun fun) {
            List<Value.Pair> pairs = new ArrayList<>(fun.pairs().size());
            for (Value.Pair pair : fun.pairs()) {
                pairs.add(new Value.Pair(pair.argument(), of(pair.result())));
            }
            return new Value.Fun(pairs);
        }
        throw new IllegalArgumentException("no such kind of value: " + pattern.getClass());
    }

    List<Value> all(List<Value> patterns) {
        List<Value> values = new ArrayList<>(patterns.size());
        for (Value pattern : patterns) {
            values.add(of(pattern));
        }
        return List.copyOf(values);
    }

    private Fields<Value> of(Fields<Value> patterns) {
        Fields<Value> fields = Fields.ofInterned();
        for (int i = 0; i < patterns.size(); i++) {
            fields.add(patterns.name(i), of(patterns.value(i)));
        }
        return fields;
    }
}
