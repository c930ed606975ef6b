package dev.lockstep.checker.tlc.compile;

import dev.lockstep.checker.spec.LoadedSpec;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Collects the values that a compiled text has in itself. They are literals, names of fields, and what the config or the trace puts in the
 * place of constants and definitions. All else that the text can name comes from the state, or from the event.
 */
public final class Mentions implements LoadedSpec.Text {
    private final Set<Object> values = new HashSet<>();
    private final Set<Mentions> others = Collections.newSetFromMap(new IdentityHashMap<>());

    void add(Object value) {
        if (!(value instanceof Integer || value instanceof Boolean)) {
            values.add(value);
        }
    }

    /** Adds all that another text has; it may not be complete yet. */
    void add(Mentions other) {
        others.add(other);
    }

    /** Returns the values of this text, and of all those that it uses. */
    public Set<Object> values() {
        Set<Object> all = new HashSet<>();
        Set<Mentions> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Mentions> open = new ArrayDeque<>();
        open.add(this);
        while (!open.isEmpty()) {
            Mentions next = open.removeFirst();
            if (seen.add(next)) {
                all.addAll(next.values);
                open.addAll(next.others);
            }
        }
        return all;
    }
}
