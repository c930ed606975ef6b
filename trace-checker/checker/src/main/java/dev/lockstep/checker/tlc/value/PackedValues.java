package dev.lockstep.checker.tlc.value;

import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.trace.PackedReader;
import dev.lockstep.checker.trace.PackedWriter;
import dev.lockstep.evaluator.value.Equality;
import dev.lockstep.evaluator.value.FiniteSet;
import dev.lockstep.evaluator.value.Fun;
import dev.lockstep.evaluator.value.Keys;
import dev.lockstep.evaluator.value.Model;
import dev.lockstep.evaluator.value.Seq;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the values of states as bytes, and reads them. What occurs in several of them, or several times in one, is written once. */
public final class PackedValues {
    private static final int INTEGER = 0;
    private static final int STRING = 1;
    private static final int TRUE = 2;
    private static final int FALSE = 3;
    private static final int MODEL_VALUE = 4;
    private static final int SET = 5;
    private static final int SEQUENCE = 6;
    private static final int FUNCTION = 7;

    /** The least of the numbers that stand for values that were written before. */
    private static final int KNOWN = 8;

    private PackedValues() {}

    /** Writes states one after the other. */
    public static final class Writer {
        private final PackedWriter out;
        private final Map<Object, Integer> known = new HashMap<>();

        public Writer(PackedWriter out) {
            this.out = out;
        }

        /** @throws UnusableSpecException a value has no other form than that of TLC's objects */
        public void write(TlcState state) {
            out.truth(state.isClean());
            for (Object value : state.values()) {
                write(value);
            }
        }

        private void write(Object value) {
            if (value instanceof Integer integer) {
                out.number(INTEGER);
                out.number(integer);
            } else if (value instanceof String text) {
                out.number(STRING);
                out.string(text);
            } else if (value instanceof Boolean bool) {
                out.number(bool ? TRUE : FALSE);
            } else if (value instanceof Model model) {
                out.number(MODEL_VALUE);
                out.string(model.name());
            } else if (known.containsKey(value)) {
                out.number(KNOWN + known.get(value));
            } else {
                writeParts(value);
                known.put(value, known.size());
            }
        }

        private void writeParts(Object value) {
            if (value instanceof FiniteSet set) {
                out.number(SET);
                out.number(set.size());
                for (int i = 0; i < set.size(); i++) {
                    write(set.get(i));
                }
            } else if (value instanceof Seq sequence) {
                out.number(SEQUENCE);
                out.number(sequence.length());
                for (int i = 0; i < sequence.length(); i++) {
                    write(sequence.get(i));
                }
            } else if (value instanceof Fun function) {
                Keys keys = function.keys();
                out.number(FUNCTION);
                out.number(keys.size());
                for (int i = 0; i < keys.size(); i++) {
                    write(keys.get(i));
                    write(function.get(i));
                }
            } else {
                throw new UnusableSpecException(
                        "a state has a value that cannot be written down, since only TLC knows its elements: " + value);
            }
        }
    }

    /** Reads states that were written one after the other. */
    public static final class Reader {
        private final PackedReader in;
        private final Conversion conversion;
        private final int variables;
        private final List<Object> known = new ArrayList<>();

        /** @param variables how many the spec has */
        public Reader(PackedReader in, Conversion conversion, int variables) {
            this.in = in;
            this.conversion = conversion;
            this.variables = variables;
        }

        public TlcState read() {
            boolean isClean = in.truth();
            Object[] values = new Object[variables];
            for (int i = 0; i < values.length; i++) {
                values[i] = Equality.freeze(value());
            }
            TlcState state = new TlcState(values, conversion);
            if (isClean) {
                state.setClean();
            }
            return state;
        }

        private Object value() {
            int kind = (int) in.number();
            return switch (kind) {
                case INTEGER -> (int) in.number();
                case STRING -> in.string();
                case TRUE, FALSE -> kind == TRUE;
                case MODEL_VALUE -> conversion.modelValue(in.string());
                case SET -> remembered(set());
                case SEQUENCE -> remembered(Seq.of(values(in.count())));
                case FUNCTION -> remembered(function());
                default -> {
                    if (kind < KNOWN || kind >= KNOWN + known.size()) {
                        throw new IllegalArgumentException("no saved state: there is no value of kind " + kind);
                    }
                    yield known.get(kind - KNOWN);
                }
            };
        }

        private Object remembered(Object value) {
            known.add(value);
            return value;
        }

        private Object set() {
            Object[] elements = values(in.count());
            return FiniteSet.of(elements, elements.length);
        }

        private Object function() {
            int size = in.count();
            Object[] arguments = new Object[size];
            Object[] values = new Object[size];
            for (int i = 0; i < size; i++) {
                arguments[i] = value();
                values[i] = value();
            }
            return Fun.of(arguments, values);
        }

        private Object[] values(int count) {
            Object[] values = new Object[count];
            for (int i = 0; i < count; i++) {
                values[i] = value();
            }
            return values;
        }
    }
}
