package dev.lockstep.checker.search;

import dev.lockstep.checker.search.Search.Found;
import dev.lockstep.checker.search.SearchResult.Kind;
import dev.lockstep.checker.search.SearchResult.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** Finds the states of a counterexample again, of which a search has kept the fingerprints. */
final class Replay {
    private final DecidedSystem system;

    Replay(DecidedSystem system) {
        this.system = system;
    }

    /** @param way the fingerprints from that of an initial state on, to that of the state before the violation */
    List<Step> path(List<Long> way, Found found) {
        List<Step> path = new ArrayList<>();
        for (long wanted : way) {
            path.add(next(path, state -> system.fingerprint(state) == wanted));
        }
        Object[] last = found.to();
        if (last != null) {
            long wanted = system.fingerprint(last);
            path.add(next(path, state -> system.fingerprint(state) == wanted && isViolated(path, state, found)));
        }
        return path;
    }

    private boolean isViolated(List<Step> path, Object[] state, Found found) {
        Kind kind = found.violation().kind();
        int property = found.violation().property();
        return switch (kind) {
            case INVARIANT -> system.violated(state) == property;
            case INITIAL -> system.violatedInitially(state) == property;
            case STEP -> system.violatedByStep(path.get(path.size() - 1).state(), state) == property;
            case DEADLOCK -> true;
        };
    }

    private Step next(List<Step> path, Predicate<Object[]> isWanted) {
        List<Step> steps = path.isEmpty()
                ? system.initial().stream()
                        .map(state -> new Step(OptionalInt.empty(), state))
                        .toList()
                : system.steps(path.get(path.size() - 1).state());
        for (Step step : steps) {
            if (isWanted.test(step.state())) {
                return step;
            }
        }
        throw new UnsupportedOperationException(
                "states that are taken for one, by a VIEW or SYMMETRY, do not have the same steps");
    }
}
