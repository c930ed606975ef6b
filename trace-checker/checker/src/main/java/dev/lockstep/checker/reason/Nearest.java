package dev.lockstep.checker.reason;

import java.util.ArrayList;
import java.util.List;

/**
 * Says why an event is no step from any of some states, as seen in the nearest to allowing it.
 *
 * @param outcomes how many next states the action has there, whatever was observed; 0: it is not possible
 * @param reasons what is wrong, the nearest alternative's
 * @param chosen what the quantifiers on the way to the first reason are bound to
 * @param holding conjuncts of the action that are true there
 * @param alternatives other actions that would explain everything that was observed
 * @param differing variables in which the states differ, with some of the values; none if there is one state
 */
public record Nearest(
        int outcomes,
        List<Reason> reasons,
        List<Operand> chosen,
        List<Conjunct> holding,
        List<String> alternatives,
        List<Operand> differing) {
    public Nearest {
        reasons = List.copyOf(reasons);
        chosen = List.copyOf(chosen);
        holding = List.copyOf(holding);
        alternatives = List.copyOf(alternatives);
        differing = List.copyOf(differing);
    }

    /** Makes one that has only a reason. */
    public static Nearest of(Reason reason) {
        return new Nearest(0, List.of(reason), List.of(), List.of(), List.of(), List.of());
    }

    /** Does the same, with one more reason. */
    public Nearest with(Reason more) {
        List<Reason> all = new ArrayList<>(reasons);
        all.add(more);
        return new Nearest(outcomes, all, chosen, holding, alternatives, differing);
    }
}
