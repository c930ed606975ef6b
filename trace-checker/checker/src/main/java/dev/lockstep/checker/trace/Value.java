package dev.lockstep.checker.trace;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Represents a TLA+ value as a trace writes it, in the encoding of Apalache's ITF. Its {@code toString} is TLA+; {@code equals} is as a
 * record has it, but written out: what the JVM would make at its first use takes longer than to read a short trace.
 */
public sealed interface Value {
    /** Represents an integer of any size; TLC itself computes with 32 bits. */
    record Int(BigInteger value) implements Value {
        public Int(long value) {
            this(BigInteger.valueOf(value));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || other instanceof Int that && value.equals(that.value);
        }

        @Override
        public int hashCode() {
            return value.hashCode();
        }

        @Override
        public String toString() {
            return value.toString();
        }
    }

    /** Tells where the events of one {@link Shape} have an integer each, the n-th of the event's numbers; only there. */
    record Open(int place) implements Value {}

    record Bool(boolean value) implements Value {
        @Override
        public String toString() {
            return value ? "TRUE" : "FALSE";
        }
    }

    /** Represents a string, or the model value of that name where the config has one. */
    record Str(String value) implements Value {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || other instanceof Str that && value.equals(that.value);
        }

        @Override
        public int hashCode() {
            return value.hashCode();
        }

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

    /** Represents a string, also where the config has a model value of that name. No trace says so: it is one way to read a {@link Str}. */
    record Text(String value) implements Value {
        @Override
        public String toString() {
            return new Str(value).toString();
        }
    }

    /** Represents a sequence or tuple. */
    record Seq(List<Value> elements) implements Value {
        public Seq {
            elements = List.copyOf(elements);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || other instanceof Seq that && elements.equals(that.elements);
        }

        @Override
        public int hashCode() {
            return elements.hashCode();
        }

        @Override
        public String toString() {
            return elements.stream().map(Value::toString).collect(Collectors.joining(", ", "<<", ">>"));
        }
    }

    /** Represents a set; an element listed twice counts once. */
    record SetOf(List<Value> elements) implements Value {
        public SetOf {
            elements = List.copyOf(elements);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || other instanceof SetOf that && elements.equals(that.elements);
        }

        @Override
        public int hashCode() {
            return elements.hashCode();
        }

        @Override
        public String toString() {
            return elements.stream().map(Value::toString).collect(Collectors.joining(", ", "{", "}"));
        }
    }

    /** Represents a record; its fields are in the order of the trace. */
    record Rec(Map<String, Value> fields) implements Value {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || other instanceof Rec that && fields.equals(that.fields);
        }

        @Override
        public int hashCode() {
            return fields.hashCode();
        }

        @Override
        public String toString() {
            return fields.isEmpty()
                    ? "<<>>"
                    : fields.entrySet().stream()
                            .map(e -> e.getKey() + " |-> " + e.getValue())
                            .collect(Collectors.joining(", ", "[", "]"));
        }
    }

    /** Represents a function as its pairs; no argument occurs twice. */
    record Fun(List<Pair> pairs) implements Value {
        public Fun {
            pairs = List.copyOf(pairs);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || other instanceof Fun that && pairs.equals(that.pairs);
        }

        @Override
        public int hashCode() {
            return pairs.hashCode();
        }

        @Override
        public String toString() {
            return pairs.isEmpty()
                    ? "<<>>"
                    : pairs.stream().map(Pair::toString).collect(Collectors.joining(" @@ ", "(", ")"));
        }
    }

    /**
     * Represents a value in plain JSON. There it is not known whether an array is a sequence or a set, nor whether an object is a record or
     * a function, whose arguments then are written as text.
     */
    record Plain(Value json) implements Value {
        /** Returns whether a value would be written so. */
        public boolean isOf(Value value) {
            return isOf(value, json);
        }

        private static boolean isOf(Value value, Value json) {
            if (value instanceof SetOf set && json instanceof Seq array) {
                List<Value> left = new LinkedList<>(array.elements());
                return set.elements().size() == left.size()
                        && set.elements().stream().allMatch(element -> removeOne(left, element));
            } else if (value instanceof Seq sequence && json instanceof Seq array) {
                return sequence.elements().size() == array.elements().size()
                        && IntStream.range(0, array.elements().size())
                                .allMatch(i -> isOf(
                                        sequence.elements().get(i),
                                        array.elements().get(i)));
            } else if (value instanceof Rec rec && json instanceof Rec object) {
                return rec.fields().keySet().equals(object.fields().keySet())
                        && rec.fields().entrySet().stream()
                                .allMatch(field ->
                                        isOf(field.getValue(), object.fields().get(field.getKey())));
            } else if (value instanceof Fun function && json instanceof Rec object) {
                return function.pairs().size() == object.fields().size()
                        && function.pairs().stream()
                                .allMatch(pair -> object.fields().containsKey(text(pair.argument()))
                                        && isOf(pair.result(), object.fields().get(text(pair.argument()))));
            }
            return value.equals(json);
        }

        private static boolean removeOne(List<Value> from, Value element) {
            Iterator<Value> each = from.iterator();
            while (each.hasNext()) {
                if (isOf(element, each.next())) {
                    each.remove();
                    return true;
                }
            }
            return false;
        }

        private static String text(Value argument) {
            return argument instanceof Str string ? string.value() : argument.toString();
        }

        @Override
        public String toString() {
            return json.toString();
        }
    }

    /** Holds one argument of a function and its value there. */
    record Pair(Value argument, Value result) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Pair that && argument.equals(that.argument) && result.equals(that.result);
        }

        @Override
        public int hashCode() {
            return 31 * argument.hashCode() + result.hashCode();
        }

        @Override
        public String toString() {
            return argument + " :> " + result;
        }
    }
}
