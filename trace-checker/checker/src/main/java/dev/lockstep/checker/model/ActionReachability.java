package dev.lockstep.checker.model;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.trace.InvalidInputException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Tells which actions of a model ever happen: a guard that is never true makes every property hold. */
public final class ActionReachability {
    private ActionReachability() {}

    /**
     * Searches breadth first until every action of {@code Next} has happened.
     *
     * @param limit most states to look at
     * @return the actions that have not happened then
     * @throws InvalidInputException the initial states cannot be computed
     */
    public static Set<String> unreached(LoadedSpec spec, int limit) throws InvalidInputException {
        return unreached(spec, spec.actions().keySet(), limit);
    }

    /**
     * Searches breadth first until every one of some actions has happened. A step that an {@code ACTION_CONSTRAINT} forbids counts, as TLC
     * checks the state after it, but the search does not go on from there.
     *
     * @param wanted the wanted actions of {@code Next}
     * @param limit most states to look at
     * @return those of them that have not happened then
     * @throws InvalidInputException the initial states cannot be computed
     */
    public static Set<String> unreached(LoadedSpec spec, Set<String> wanted, int limit) throws InvalidInputException {
        Map<String, LoadedSpec.Hidden> open = new HashMap<>();
        for (String action : wanted) {
            open.put(action, spec.unconstrained(Set.of(action)));
        }
        LoadedSpec.Hidden any = spec.hidden(spec.actions().keySet());
        Deque<SpecState> frontier = new ArrayDeque<>(spec.initialStates(Map.of(), limit));
        Set<SpecState> seen = new HashSet<>(frontier);
        while (!open.isEmpty() && !frontier.isEmpty() && seen.size() < limit) {
            SpecState state = frontier.removeFirst();
            open.values().removeIf(action -> !action.successors(state).isEmpty());
            for (SpecState next : any.successors(state)) {
                if (seen.add(next)) {
                    frontier.addLast(next);
                }
            }
        }
        return new TreeSet<>(open.keySet());
    }
}
