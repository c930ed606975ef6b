package dev.lockstep.evaluator;

import dev.lockstep.evaluator.value.Keys;
import dev.lockstep.evaluator.value.Seq;
import dev.lockstep.evaluator.value.Undecided;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates {@code f[x \in S] == e}, where e applies f. As in TLC, e is evaluated for an argument when f is applied to it, and for all of S
 * only if the whole function is needed. Each application of f has its own symbols. What f has been found to be is kept until the outermost
 * application ends.
 */
public final class RecursiveFunction extends Expr {
    private final int start;
    private Logic.Binding @Nullable [] bindings;
    private @Nullable Expr domain;
    private @Nullable Expr body;

    /** @param start the slot of what is known of the function; the symbols around it have slots before that one, its own come after it */
    public RecursiveFunction(int start) {
        this.start = start;
    }

    public void define(List<Logic.Binding> symbols, Expr meaning) {
        bindings = symbols.toArray(new Logic.Binding[0]);
        domain = Functions.domainOf(symbols);
        body = meaning;
    }

    @Override
    Object eval(Run run) {
        Run frame = frame(run, new HashMap<>());
        Keys keys = Objects.requireNonNull(domain).set(run).keys();
        Object[] values = new Object[keys.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = apply(frame, keys.get(i));
        }
        return keys.function(values);
    }

    private Run frame(Run run, Map<Object, Object> known) {
        Run frame = run.frame(run.slots.length, start);
        frame.slots[start] = known;
        return frame;
    }

    @Override
    @SuppressWarnings("unchecked")
    Object apply(Run run, Object argument) {
        Map<Object, Object> outer = (Map<Object, Object>) run.slots[start];
        Map<Object, Object> known = outer == null ? new HashMap<>() : outer;
        Object value = known.get(argument);
        if (value == null) {
            if (!Objects.requireNonNull(domain).has(run, argument)) {
                throw new Undecided("an argument outside of a function's domain");
            }
            Run frame = frame(run, known);
            Logic.Binding[] symbols = Objects.requireNonNull(bindings);
            for (int i = 0; i < symbols.length; i++) {
                Object component = symbols.length == 1 ? argument : ((Seq) argument).get(i);
                Logic.Binding.bind(frame, symbols[i].slots(), symbols[i].isTuple(), component);
            }
            value = Objects.requireNonNull(body).eval(frame);
            known.put(argument, value);
        }
        return value;
    }

    @Override
    boolean isAppliedOnly() {
        return true;
    }
}
