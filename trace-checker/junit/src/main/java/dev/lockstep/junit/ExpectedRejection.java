package dev.lockstep.junit;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Rejection;
import dev.lockstep.checker.Rejection.Kind;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.trace.Event;

/**
 * Says how a trace is expected to be rejected.
 *
 * @param action the action of the rejected event; for a trace that may not end so, nothing is asked of it
 * @param because text of the false conjunct, the variable whose observed value differs, or the violated invariant; empty: any
 */
public record ExpectedRejection(String action, Kind kind, String because) {
    /** A guard of the action is false. */
    public static ExpectedRejection notEnabled(String action) {
        return new ExpectedRejection(action, Kind.NOT_ENABLED, "");
    }

    /** The action is possible, but not with what was observed. */
    public static ExpectedRejection otherOutcome(String action) {
        return new ExpectedRejection(action, Kind.OTHER_OUTCOME, "");
    }

    /** Expects that the invariant is false after the action. */
    public static ExpectedRejection invariant(String action, String invariant) {
        return new ExpectedRejection(action, Kind.INVARIANT, invariant);
    }

    /** Expects the same, with this conjunct false or this variable observed differently. */
    public ExpectedRejection because(String text) {
        return new ExpectedRejection(action, kind, text);
    }

    static ExpectedRejection of(ExpectRejection annotation) {
        return new ExpectedRejection(annotation.action(), annotation.kind(), annotation.because());
    }

    /** @throws AssertionError the trace is not rejected, or otherwise */
    void require(CheckResult result) {
        Rejection rejection = result.rejection();
        if (result.verdict() != Verdict.REJECTED || rejection == null) {
            throw new AssertionError("expected " + this + ", but the verdict is: " + result);
        }
        Event event = rejection.event();
        boolean isSo = event != null
                && (kind == Kind.AT_END || action.equals(event.action()))
                && kind == rejection.kind()
                && (because.isEmpty()
                        || (kind == Kind.INVARIANT
                                ? because.equals(rejection.invariant())
                                : rejection.subjects().stream().anyMatch(subject -> subject.contains(because))));
        if (!isSo) {
            throw new AssertionError("expected " + this + ", but it is "
                    + new ExpectedRejection(
                            event == null ? "nothing" : String.valueOf(event.action()),
                            rejection.kind(),
                            String.join(", ", rejection.subjects()))
                    + ": " + result);
        }
    }

    @Override
    public String toString() {
        String why = switch (kind) {
            case NO_INITIAL_STATE -> "there is no initial state";
            case NOT_ENABLED -> "it is not possible";
            case OTHER_OUTCOME -> "something else was observed";
            case INVARIANT -> "an invariant is violated";
            case AT_END -> "the trace may not end so";
        };
        return "a rejection of " + action + " because " + why + (because.isEmpty() ? "" : " (" + because + ")");
    }
}
