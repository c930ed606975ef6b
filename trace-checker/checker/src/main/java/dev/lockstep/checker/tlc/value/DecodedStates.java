package dev.lockstep.checker.tlc.value;

import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.StateValues;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.evaluator.value.Difference;
import dev.lockstep.evaluator.value.FiniteSet;
import dev.lockstep.evaluator.value.Fun;
import dev.lockstep.evaluator.value.Model;
import dev.lockstep.evaluator.value.Seq;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** Writes values of states without TLC. What states share is written once. */
public final class DecodedStates implements StateValues {
    private final List<String> variables;
    private final Map<Object, Value> known = new IdentityHashMap<>();

    public DecodedStates(List<String> variables) {
        this.variables = variables;
    }

    private Object raw(SpecState state, String variable) {
        return ((TlcState) state).values()[variables.indexOf(variable)];
    }

    @Override
    public Value value(SpecState state, String variable) {
        return decoded(raw(state, variable));
    }

    @Override
    public boolean isSame(SpecState a, SpecState b, String variable) {
        Object value = raw(a, variable);
        return value == raw(b, variable) || value.equals(raw(b, variable));
    }

    @Override
    public Optional<Moved> difference(SpecState before, SpecState after, String variable) {
        Difference difference = Difference.least(raw(before, variable), raw(after, variable));
        return Optional.ofNullable(difference).map(found -> new Moved(all(found.added()), all(found.removed())));
    }

    private List<Value> all(List<Object> values) {
        return values.stream().map(this::decoded).toList();
    }

    private Value decoded(Object value) {
        if (value instanceof Integer integer) {
            return new Value.Int(integer);
        } else if (value instanceof Boolean bool) {
            return new Value.Bool(bool);
        } else if (value instanceof String string) {
            return new Value.Str(string);
        } else if (value instanceof Model model) {
            return new Value.Str(model.name());
        }
        Value found = known.get(value);
        if (found == null) {
            found = compound(value);
            known.put(value, found);
        }
        return found;
    }

    private Value compound(Object value) {
        if (value instanceof FiniteSet set) {
            return new Value.SetOf(each(set.size(), set::get));
        } else if (value instanceof Seq sequence) {
            return new Value.Seq(each(sequence.length(), sequence::get));
        } else if (value instanceof Fun function) {
            int size = function.keys().size();
            boolean isRecord = true;
            for (int i = 0; i < size; i++) {
                isRecord &= function.keys().get(i) instanceof String;
            }
            if (isRecord) {
                Map<String, Value> fields = new LinkedHashMap<>();
                for (int i = 0; i < size; i++) {
                    fields.put((String) function.keys().get(i), decoded(function.get(i)));
                }
                return new Value.Rec(fields);
            }
            List<Value.Pair> pairs = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                pairs.add(new Value.Pair(decoded(function.keys().get(i)), decoded(function.get(i))));
            }
            return new Value.Fun(pairs);
        }
        throw new IllegalArgumentException("a value that cannot be written: " + value);
    }

    private List<Value> each(int size, IntFunction<Object> element) {
        List<Value> all = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            all.add(decoded(element.apply(i)));
        }
        return all;
    }
}
