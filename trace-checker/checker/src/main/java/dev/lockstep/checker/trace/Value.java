package dev.lockstep.checker.trace;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A TLA+ value as a trace writes it, in the encoding of Apalache's ITF. Its {@code toString} is TLA+. */
public sealed interface Value {
    /** An integer of any size; TLC itself computes with 32 bits. */
    record Int(BigInteger value) implements Value {
        public Int(long value) {
            this(BigInteger.valueOf(value));
        }

        @Override
        public String toString() {
            return value.toString();
        }
    }

    record Bool(boolean value) implements Value {
        @Override
        public String toString() {
            return value ? "TRUE" : "FALSE";
        }
    }

    /** A string, or the model value of that name where the config has one. */
    record Str(String value) implements Value {
        @Override
        public String toString() {
            return '"'
                    + value.replace("\\", "\\\\")
                            .replace("\"", "\\\"")
                            .replace("\n", "\\n")
                            .replace("\r", "\\r")
                            .replace("\t", "\\t")
                            .replace("\f", "\\f")
                    + '"';
        }
    }

    /** A sequence or tuple. */
    record Seq(List<Value> elements) implements Value {
        public Seq {
            elements = List.copyOf(elements);
        }

        @Override
        public String toString() {
            return elements.stream().map(Value::toString).collect(Collectors.joining(", ", "<<", ">>"));
        }
    }

    /** A set; an element listed twice counts once. */
    record SetOf(List<Value> elements) implements Value {
        public SetOf {
            elements = List.copyOf(elements);
        }

        @Override
        public String toString() {
            return elements.stream().map(Value::toString).collect(Collectors.joining(", ", "{", "}"));
        }
    }

    /** A record; its fields in the order of the trace. */
    record Rec(Map<String, Value> fields) implements Value {
        @Override
        public String toString() {
            return fields.isEmpty()
                    ? "<<>>"
                    : fields.entrySet().stream()
                            .map(e -> e.getKey() + " |-> " + e.getValue())
                            .collect(Collectors.joining(", ", "[", "]"));
        }
    }

    /** A function, as its pairs; no argument occurs twice. */
    record Fun(List<Pair> pairs) implements Value {
        public Fun {
            pairs = List.copyOf(pairs);
        }

        @Override
        public String toString() {
            return pairs.isEmpty()
                    ? "<<>>"
                    : pairs.stream().map(Pair::toString).collect(Collectors.joining(" @@ ", "(", ")"));
        }
    }

    /** One argument of a function and its value there. */
    record Pair(Value argument, Value result) {
        @Override
        public String toString() {
            return argument + " :> " + result;
        }
    }
}
