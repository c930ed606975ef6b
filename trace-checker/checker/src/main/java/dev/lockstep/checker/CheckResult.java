package dev.lockstep.checker;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on one trace.
 *
 * @param verdict accepted, rejected or inconclusive; invalid input is an exception
 * @param trace its name
 * @param events in the trace
 * @param event index, from 1, of the first event that cannot be explained, or at which a limit was hit; 0: none
 * @param states how many states were kept as candidates over the whole trace
 * @param actions how many events of each action were explained
 * @param why it is not accepted, for people; without lines if it is
 * @param rejection the same for programs; null unless it is rejected
 * @param moves what distinguishes the order that is accepted from the given one; none unless it is reordered
 */
public record CheckResult(
        Verdict verdict,
        String trace,
        long events,
        long event,
        long states,
        Map<String, Long> actions,
        Explanation why,
        @Nullable Rejection rejection,
        List<Move> moves) {
    public CheckResult {
        actions = Map.copyOf(actions);
        moves = List.copyOf(moves);
    }

    /** Lines for the user, at most 25, the first enough by itself; empty if accepted. */
    public List<String> explanation() {
        return why.lines();
    }

    /** The result, with what would make the trace accepted. */
    public CheckResult withHints(List<String> hints) {
        return new CheckResult(verdict, trace, events, event, states, actions, why.withHints(hints), rejection, moves);
    }

    /** The result of a trace of which another order of events is accepted. */
    public CheckResult reordered(List<Move> by) {
        return new CheckResult(Verdict.REORDERED, trace, events, event, states, actions, why, rejection, by);
    }

    /** The explanation as text of at most 25 lines; for an accepted trace one line. */
    @Override
    public String toString() {
        return switch (verdict) {
            case ACCEPTED -> trace + ": accepted, " + events + " events";
            case REORDERED -> trace + ": accepted with reordering, " + events + " events: " + Move.list(moves);
            default -> String.join(System.lineSeparator(), explanation());
        };
    }
}
