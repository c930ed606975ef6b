package dev.lockstep.checker.trace;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Finds the strings that an event has, also as the names of fields. They are in its process, its arguments and what was seen. */
public final class Strings {
    private final Predicate<Value> isWanted;
    private final Set<Value> found = new LinkedHashSet<>();

    private Strings(Predicate<Value> isWanted) {
        this.isWanted = isWanted;
    }

    /** Returns those that are wanted, each once. */
    public static Set<Value> in(Event event, Predicate<Value> isWanted) {
        Strings strings = new Strings(isWanted);
        if (event.process() != null) {
            strings.collect(event.process());
        }
        strings.collect(Fields.of(event.args()));
        strings.collect(Fields.of(event.state()));
        strings.collectLists(Fields.of(event.added()));
        strings.collectLists(Fields.of(event.removed()));
        return strings.found;
    }

    private void collect(Fields<Value> values) {
        for (int i = 0; i < values.size(); i++) {
            collect(values.value(i));
        }
    }

    private void collectLists(Fields<List<Value>> lists) {
        for (int i = 0; i < lists.size(); i++) {
            collect(lists.value(i));
        }
    }

    private void collect(List<Value> values) {
        for (int i = 0; i < values.size(); i++) {
            collect(values.get(i));
        }
    }

    private void collect(Value value) {
        if (value instanceof Value.Str) {
            if (isWanted.test(value)) {
                found.add(value);
            }
        } else if (value instanceof Value.Seq seq) {
            collect(seq.elements());
        } else if (value instanceof Value.SetOf set) {
            collect(set.elements());
        } else if (value instanceof Value.Rec rec) {
            Fields<Value> fields = Fields.of(rec.fields());
            for (int i = 0; i < fields.size(); i++) {
                collect(new Value.Str(fields.name(i)));
            }
            collect(fields);
        } else if (value instanceof Value.Fun fun) {
            for (Value.Pair pair : fun.pairs()) {
                collect(pair.argument());
                collect(pair.result());
            }
        } else if (value instanceof Value.Plain plain) {
            collect(plain.json());
        }
    }
}
