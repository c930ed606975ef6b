package dev.lockstep.checker.tlc.value;

import java.util.function.Supplier;
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
        if (areUnlike(a, b)) {
            return false;
        }
        if (a instanceof TupleValue some && b instanceof TupleValue others) {
            return areSame(some.elems, others.elems);
        }
        try {
            return of(() -> a.equals(b) && b.equals(a));
        } catch (GivenUp e) {
            throw e.why();
        } catch (Failed unlike) {
            return areAlike(a, b);
        }
    }

    /**
     * Returns whether the one is an atom, the other of another kind. TLC fails to compare these, with a message that has both as text: for
     * a long value that takes thousands of times as long as to see it here.
     */
    private static boolean areUnlike(Object a, Object b) {
        return a.getClass() != b.getClass()
                && (isAtom(a) && (isAtom(b) || isComposed(b)) || isComposed(a) && isAtom(b));
    }

    private static boolean isAtom(Object value) {
        return value instanceof IntValue
                || value instanceof BoolValue
                || value instanceof StringValue
                || value instanceof ModelValue;
    }

    private static boolean isComposed(Object value) {
        return value instanceof TupleValue
                || value instanceof RecordValue
                || value instanceof FcnRcdValue
                || value instanceof SetEnumValue
                || value instanceof IntervalValue;
    }

    private static boolean areSame(Value[] some, Value[] others) {
        boolean areSame = some.length == others.length;
        for (int i = 0; i < some.length && areSame; i++) {
            areSame = same(some[i], others[i]);
        }
        return areSame;
    }

    /** Looks for each element or argument. TLC sorts before it compares, which it cannot if these are of unlike types. */
    private static boolean areAlike(Object a, Object b) {
        if (a instanceof SetEnumValue some && b instanceof SetEnumValue others) {
            return isWithin(some, others) && isWithin(others, some);
        }
        try {
            Value one = of(() -> a instanceof Value value ? value.toFcnRcd() : null);
            Value other = of(() -> b instanceof Value value ? value.toFcnRcd() : null);
            return one instanceof FcnRcdValue f
                    && other instanceof FcnRcdValue g
                    && f.values.length == g.values.length
                    && isWithin(f, g);
        } catch (Failed e) {
            return false;
        }
    }

    private static boolean isWithin(SetEnumValue some, SetEnumValue others) {
        for (int i = 0; i < some.elems.size(); i++) {
            Value element = some.elems.elementAt(i);
            boolean isFound = false;
            for (int j = 0; j < others.elems.size() && !isFound; j++) {
                isFound = same(element, others.elems.elementAt(j));
            }
            if (!isFound) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWithin(FcnRcdValue f, FcnRcdValue g) {
        Value[] arguments = f.getDomainAsValues();
        Value[] others = g.getDomainAsValues();
        for (int i = 0; i < arguments.length; i++) {
            boolean isFound = false;
            for (int j = 0; j < others.length && !isFound; j++) {
                isFound = same(arguments[i], others[j]) && same(f.values[i], g.values[j]);
            }
            if (!isFound) {
                return false;
            }
        }
        return true;
    }

    public static String oneLine(String message) {
        return message == null ? "" : message.replaceAll("\\s+", " ").trim();
    }
}
