package dev.lockstep.checker;

import dev.lockstep.checker.trace.Place;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds the verdict on one trace.
 *
 * @param verdict accepted, rejected or inconclusive; invalid input is an exception
 * @param trace its name
 * @param events the number of events in the trace
 * @param event index, from 1, of the first event that cannot be explained, or at which a limit was hit; 0: none
 * @param states how many states were kept as candidates over the whole trace
 * @param actions how many events of each action were explained
 * @param byTlc how many events TLC decided, by the construct, with its place, that only TLC could evaluate: these take longer
 * @param unbound how many events did not bind their process to an argument, by the action and the reason: these are checked less strictly
 * @param late how many late actions explain the trace besides its events: right before each, as few as possible
 * @param why the reason why the trace is not accepted; null if it is
 * @param reordering what distinguishes the order that was checked from the given one; none unless it is another
 */
public record CheckResult(
        Verdict verdict,
        String trace,
        long events,
        long event,
        long states,
        Map<String, Long> actions,
        Map<String, Long> byTlc,
        Map<String, Long> unbound,
        long late,
        @Nullable Explanation why,
        Reordering reordering) {
    public CheckResult {
        actions = Map.copyOf(actions);
        byTlc = Collections.unmodifiableMap(new TreeMap<>(byTlc));
        unbound = Collections.unmodifiableMap(new TreeMap<>(unbound));
    }

    /** Returns lines for the user, at most 25, the first enough by itself; empty if accepted. */
    public List<String> explanation() {
        return why == null ? List.of() : ExplanationText.brief().lines(why);
    }

    /** Returns what is rejected and why; null unless it is rejected. */
    public @Nullable Rejection rejection() {
        return why != null && why.finding() instanceof Rejection rejection ? rejection : null;
    }

    /** Returns what would make the trace accepted, or how far it was looked for; a line each. */
    public List<String> hints() {
        return why == null ? List.of() : why.hints();
    }

    /** Returns how many events TLC decided. */
    public long eventsByTlc() {
        return byTlc.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns how many events did not bind their process. */
    public long unboundEvents() {
        return unbound.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns whether the search for hints was cut short: there may be others. */
    public boolean areHintsCut() {
        return why != null && why.areHintsCut();
    }

    /**
     * Returns the result, with what would make the trace accepted.
     *
     * @param areCut whether the search for it was cut short
     */
    public CheckResult withHints(List<String> hints, boolean areCut) {
        return new CheckResult(
                verdict,
                trace,
                events,
                event,
                states,
                actions,
                byTlc,
                unbound,
                late,
                why == null ? null : why.withHints(hints, areCut),
                reordering);
    }

    /** Returns the result; inconclusive if the trace is accepted and has no events, so that nothing was checked. */
    public CheckResult requireEvents(String spec) {
        if (!verdict.isAccepted() || events > 0) {
            return this;
        }
        Finding none = new Inconclusive(
                null, "the trace has no events, so nothing was checked: was anything recorded?", List.of());
        Explanation explanation = new Explanation(spec, new Place(trace, 1, 1), none, List.of(), false, List.of());
        return new CheckResult(
                Verdict.INCONCLUSIVE, trace, 0, 0, states, actions, byTlc, unbound, late, explanation, reordering);
    }

    /** Returns how all events move to the order that was checked. */
    public List<Move> moves() {
        return reordering.moves();
    }

    /** Returns the result on another order of the events: if that is accepted, the trace is so with reordering. */
    public CheckResult reordered(Reordering by) {
        Verdict other = verdict == Verdict.ACCEPTED && !by.isNone() ? Verdict.REORDERED : verdict;
        return new CheckResult(other, trace, events, event, states, actions, byTlc, unbound, late, why, by);
    }

    private String unlogged() {
        return late == 0 ? "" : ", and " + late + " steps that are not logged";
    }

    /** Returns the explanation as text of at most 25 lines; for an accepted trace one line. */
    @Override
    public String toString() {
        return switch (verdict) {
            case ACCEPTED -> trace + ": accepted, " + events + " events" + unlogged();
            case REORDERED ->
                trace + ": accepted with reordering, " + events + " events" + unlogged() + ": " + reordering;
            default -> String.join(System.lineSeparator(), explanation());
        };
    }
}
