package dev.lockstep.evaluator;

import dev.lockstep.evaluator.value.Difference;
import dev.lockstep.evaluator.value.Fun;
import dev.lockstep.evaluator.value.Seq;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells, without TLC, whether a step is as an event says. The event says the state after the step or the difference that it makes. */
public abstract class CompiledObservation {
    public abstract boolean holds(Object[] before, Object[] after);

    /** Reads something from a state: a variable, a process's part of it, an operator. */
    public abstract static class Reader {
        /** Returns the process's part of the value; null: it has none. */
        public abstract @Nullable Object of(Object[] state);
    }

    public static Reader variable(int index) {
        return new Reader() {
            @Override
            public Object of(Object[] state) {
                return state[index];
            }
        };
    }

    public static Reader local(int index, Object process) {
        return new Reader() {
            @Override
            public @Nullable Object of(Object[] state) {
                Object value = state[index];
                if (value instanceof Fun function) {
                    int place = function.keys().placeOf(process);
                    return place < 0 ? null : function.get(place);
                }
                boolean isIndex =
                        value instanceof Seq seq && process instanceof Integer n && n >= 1 && n <= seq.length();
                return isIndex ? ((Seq) value).apply(process) : null;
            }
        };
    }

    /** @param process the value of the operator's only parameter, of slot 0; null: it has none */
    public static Reader operator(Expr body, int slots, @Nullable Object process) {
        return new Reader() {
            @Override
            public Object of(Object[] state) {
                Run run = new Run(slots, state);
                if (process != null) {
                    run.bind(0, process);
                }
                return body.eval(run);
            }
        };
    }

    /** Returns a predicate of the step itself, which no variable shows. */
    public static CompiledObservation step(Expr predicate, int slots) {
        return new CompiledObservation() {
            @Override
            public boolean holds(Object[] before, Object[] after) {
                return predicate.test(new Run(slots, before, after));
            }
        };
    }

    public static CompiledObservation equal(Reader reader, Object observed) {
        return new CompiledObservation() {
            @Override
            public boolean holds(Object[] before, Object[] after) {
                return observed.equals(reader.of(after));
            }
        };
    }

    /** A process of another role has no part of it, and leaves it alone. */
    public static CompiledObservation unchanged(Reader reader) {
        return new CompiledObservation() {
            @Override
            public boolean holds(Object[] before, Object[] after) {
                Object old = reader.of(before);
                Object current = reader.of(after);
                return old == null || current == null || old == current || old.equals(current);
            }
        };
    }

    /** Observes exactly what the step adds and removes; null: not observed. */
    public static CompiledObservation difference(
            Reader reader, @Nullable List<Object> adds, @Nullable List<Object> removes) {
        return new CompiledObservation() {
            @Override
            public boolean holds(Object[] before, Object[] after) {
                Object old = reader.of(before);
                Object current = reader.of(after);
                return old != null && current != null && Difference.is(old, current, adds, removes);
            }
        };
    }
}
