package dev.lockstep.checker.tlc.value;

import java.util.function.Supplier;
import tlc2.tool.EvalException;
import util.Assert.TLCRuntimeException;

/** Running TLC's evaluator, which reports what it cannot evaluate by exceptions of its own. */
public final class Evaluation {
    private Evaluation() {}

    /** An expression that TLC cannot evaluate in this state: values of unlike types compared, a field that is not there. */
    public static class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        public Failed(String message) {
            super(message, null, false, false);
        }
    }

    public static <T> T of(Supplier<T> evaluation) throws Failed {
        try {
            return evaluation.get();
        } catch (EvalException | TLCRuntimeException e) {
            throw new Failed(oneLine(e.getMessage()));
        } catch (StackOverflowError e) {
            throw new Failed("it recurses too deeply");
        } catch (ClassCastException | NullPointerException | ArrayIndexOutOfBoundsException e) {
            // TLC's way of meeting a value of a kind that it did not expect
            throw new Failed("a value has another kind than the expression needs");
        }
    }

    /** Two values compared as TLC compares them; values of unlike types are different: to TLC {@code <<"a">>} is "a", but not the reverse. */
    public static boolean same(Object a, Object b) {
        try {
            return of(() -> a.equals(b) && b.equals(a));
        } catch (Failed unlike) {
            return false;
        }
    }

    public static String oneLine(String message) {
        return message == null ? "" : message.replaceAll("\\s+", " ").trim();
    }
}
