package dev.lockstep.checker;

import java.util.List;
import java.util.Map;

/**
 * The verdict on one trace.
 *
 * @param verdict accepted, rejected or inconclusive; invalid input is an exception
 * @param trace its name
 * @param events in the trace
 * @param event index, from 1, of the first event that cannot be explained, or at which a limit was hit; 0: none
 * @param states how many states were kept as candidates over the whole trace
 * @param actions how many events of each action were explained
 * @param explanation lines for the user, the first enough by itself; empty if accepted
 */
public record CheckResult(
        Verdict verdict,
        String trace,
        long events,
        long event,
        long states,
        Map<String, Long> actions,
        List<String> explanation) {
    public CheckResult {
        actions = Map.copyOf(actions);
        explanation = List.copyOf(explanation);
    }

    /** The explanation as text of at most 25 lines; for an accepted trace one line. */
    @Override
    public String toString() {
        return verdict == Verdict.ACCEPTED
                ? trace + ": accepted, " + events + " events"
                : String.join(System.lineSeparator(), explanation);
    }
}
