package dev.lockstep.checker.tlc.value;

import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.checker.tlc.value.Evaluation.GivenUp;
import dev.lockstep.checker.tlc.value.Evaluation.Kind;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import tlc2.module.Integers;
import tlc2.module.Naturals;
import tlc2.module.Strings;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.IntervalValue;
import tlc2.value.impl.MethodValue;
import tlc2.value.impl.SetCapValue;
import tlc2.value.impl.SetCupValue;
import tlc2.value.impl.SetDiffValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.SetOfFcnsValue;
import tlc2.value.impl.SetOfRcdsValue;
import tlc2.value.impl.SetOfTuplesValue;
import tlc2.value.impl.SubsetValue;
import tlc2.value.impl.UserValue;
import tlc2.value.impl.Value;

/**
 * Compares a value that the trace gives with one that the spec computes. Unlike {@code =} and {@code \in} of TLA+, which TLC cannot
 * evaluate for values of unlike types, such values simply differ: what a trace says may be anything.
 */
public final class Comparison {
    /** The operator {@link #is} as TLC's evaluator calls it; below it {@link #isIn}. */
    public static final Value IS = operator("is");

    public static final Value IS_IN = operator("isIn");

    private Comparison() {}

    private static Value operator(String name) {
        try {
            Method method = Comparison.class.getMethod(name, Value.class, Value.class);
            return MethodValue.get(method);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Compares two values for TLC, which calls it. */
    public static Value is(Value given, Value computed) {
        return Evaluation.same(computed, given) ? BoolValue.ValTrue : BoolValue.ValFalse;
    }

    /** Tells TLC, which calls it, whether a value is in a set. */
    public static Value isIn(Value given, Value set) {
        return has(set, given) ? BoolValue.ValTrue : BoolValue.ValFalse;
    }

    /** Returns whether a value that the trace gives is an element of a set of the spec. */
    public static boolean has(Value set, Value given) {
        if (set instanceof SetEnumValue listed) {
            for (int i = 0; i < listed.elems.size(); i++) {
                if (Evaluation.same(listed.elems.elementAt(i), given)) {
                    return true;
                }
            }
            return false;
        } else if (set instanceof SetCupValue cup) {
            return has(cup.set1, given) || has(cup.set2, given);
        } else if (set instanceof SetCapValue cap) {
            return has(cap.set1, given) && has(cap.set2, given);
        } else if (set instanceof SetDiffValue diff) {
            return has(diff.set1, given) && !has(diff.set2, given);
        } else if (hasNoneOf(set, Evaluation.kind(given))) {
            return false;
        }
        try {
            return Evaluation.of(() -> set.member(given));
        } catch (GivenUp e) {
            throw e.why();
        } catch (Failed unlike) {
            return false;
        }
    }

    /** Returns whether TLC fails to look for a value of the kind. Its message would have the value as text: see {@link Evaluation#same}. */
    private static boolean hasNoneOf(Value set, @Nullable Kind kind) {
        if (kind == null || kind == Kind.ATOM) {
            return false;
        } else if (set instanceof IntervalValue) {
            return true;
        } else if (set instanceof UserValue user) {
            return user.userObj instanceof Naturals
                    || user.userObj instanceof Integers
                    || user.userObj instanceof Strings;
        } else if (set instanceof SubsetValue) {
            return kind != Kind.SET;
        }
        return kind != Kind.FUNCTION
                && (set instanceof SetOfFcnsValue || set instanceof SetOfRcdsValue || set instanceof SetOfTuplesValue);
    }
}
