package dev.lockstep.checker.tlc.value;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tlc2.tool.EvalException;
import tlc2.tool.impl.BoundedTool.Undetermined;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.IntervalValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.Assert.TLCRuntimeException;

/** Runs TLC's evaluator, which reports what it cannot evaluate by exceptions of its own. */
public final class Evaluation {
    /** Parts of a value that are nested deeper are compared without TLC; those of common specs are not. */
    private static final int DEEPEST = 8;

    private Evaluation() {}

    /**
     * Says that TLC cannot evaluate an expression in this state. It may compare values of unlike types, or read a field that is not there.
     */
    public static class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        public Failed(String message) {
            super(message, null, false, false);
        }
    }

    /** The evaluation was given up, whatever it is about: nothing follows from that. */
    public static final class GivenUp extends Failed {
        private static final long serialVersionUID = 1L;
        private final transient Undetermined why;

        public GivenUp(Undetermined why) {
            super(why.node() == null ? why.getMessage() : why.getMessage() + " (" + SourceText.place(why.node()) + ")");
            this.why = why;
        }

        public Undetermined why() {
            return why;
        }
    }

    public static <T> T of(Supplier<T> evaluation) throws Failed {
        try {
            return evaluation.get();
        } catch (Undetermined e) {
            throw new GivenUp(e);
        } catch (EvalException | TLCRuntimeException e) {
            throw new Failed(oneLine(e.getMessage()));
        } catch (StackOverflowError e) {
            throw new Failed("it recurses too deeply");
        } catch (ClassCastException | NullPointerException | ArrayIndexOutOfBoundsException e) {
            // TLC's way of meeting a value of a kind that it did not expect
            throw new Failed("a value has another kind than the expression needs");
        }
    }

    /** Compares two values as TLC does; values of unlike types are different. To TLC {@code <<"a">>} is "a", but not the reverse. */
    public static boolean same(Object a, Object b) {
        if (a == b) {
            return true;
        } else if (areUnlike(a, b)) {
            return false;
        } else if (a instanceof TupleValue some && b instanceof TupleValue others) {
            return areSame(some.elems, others.elems);
        } else if (isDeep(a) || isDeep(b)) {
            return areAlike(a, b);
        }
        try {
            return of(() -> a.equals(b) && b.equals(a));
        } catch (GivenUp e) {
            throw e.why();
        } catch (Failed unlike) {
            return areAlike(a, b);
        }
    }

    /** Returns whether the value is nested so deeply that TLC is not to compare it. If it fails, it takes the third power of the depth. */
    static boolean isDeep(Object value) {
        return isDeep(value, DEEPEST);
    }

    /** Returns whether parts of the value are nested deeper. */
    private static boolean isDeep(Object value, int depth) {
        if (value instanceof SetEnumValue set) {
            for (int i = 0; i < set.elems.size(); i++) {
                if (depth == 0 || isDeep(set.elems.elementAt(i), depth - 1)) {
                    return true;
                }
            }
        } else if (value instanceof TupleValue tuple) {
            return areDeep(tuple.elems, depth);
        } else if (value instanceof RecordValue rec) {
            return areDeep(rec.values, depth);
        } else if (value instanceof FcnRcdValue function) {
            return areDeep(function.values, depth) || function.domain != null && areDeep(function.domain, depth);
        }
        return false;
    }

    private static boolean areDeep(Value[] parts, int depth) {
        for (Value part : parts) {
            if (depth == 0 || isDeep(part, depth - 1)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether TLC fails to compare the two for their kinds alone. Its message has both as text: for a long or deep value that takes
     * thousands of times as long as to see it here.
     */
    private static boolean areUnlike(Object a, Object b) {
        Kind one = kind(a);
        Kind other = kind(b);
        return one != null && other != null && (one != other || one == Kind.ATOM && a.getClass() != b.getClass());
    }

    /** Says which values TLC compares with one another. */
    enum Kind {
        ATOM,
        FUNCTION,
        SET
    }

    /** Returns the kind of a value; null if it is not known, as of a set that is not listed. */
    static @Nullable Kind kind(Object value) {
        if (value instanceof IntValue
                || value instanceof BoolValue
                || value instanceof StringValue
                || value instanceof ModelValue) {
            return Kind.ATOM;
        } else if (value instanceof TupleValue || value instanceof RecordValue || value instanceof FcnRcdValue) {
            return Kind.FUNCTION;
        }
        return value instanceof SetEnumValue || value instanceof IntervalValue ? Kind.SET : null;
    }

    private static boolean areSame(Value[] some, Value[] others) {
        boolean areSame = some.length == others.length;
        for (int i = 0; i < some.length && areSame; i++) {
            areSame = same(some[i], others[i]);
        }
        return areSame;
    }

    /**
     * Compares the two as values of the checker. TLC sorts before it compares, which it cannot if elements or arguments are of unlike types.
     * To the checker these are different at any depth, and it looks at each part once.
     */
    private static boolean areAlike(Object a, Object b) {
        Conversion conversion = new Conversion(false);
        try {
            Value one = of(() -> writtenOut(a));
            Value other = of(() -> writtenOut(b));
            return one != null && other != null && conversion.of(one).equals(conversion.of(other));
        } catch (Failed e) {
            return false;
        }
    }

    private static @Nullable Value writtenOut(Object value) {
        return value instanceof SetEnumValue set ? set : value instanceof Value other ? other.toFcnRcd() : null;
    }

    public static String oneLine(String message) {
        return message == null ? "" : message.replaceAll("\\s+", " ").trim();
    }
}
