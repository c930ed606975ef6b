package dev.lockstep.checker;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.KeyColumns;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Tells what does not fit in a rejected event, in its line. */
final class Mismatch {
    /** At most this many expressions may be evaluated to find out whether an argument or observation is the only mismatch. */
    private static final long WORK_OF_A_COLUMN = 50_000;

    private Mismatch() {}

    /**
     * Returns the column of the one argument or observation without which the event is a step. Otherwise it is that of its action; 1: not
     * known.
     */
    static int column(LoadedSpec spec, Header header, Event event, Collection<SpecState> from) {
        Map<String, Integer> columns = KeyColumns.of(event);
        List<String> mismatches = columns.keySet().stream()
                .filter(key -> key.contains("."))
                .filter(key -> isStep(spec, header, event, key, from))
                .toList();
        return mismatches.size() == 1
                ? columns.get(mismatches.get(0))
                : event.action() == null ? 1 : columns.getOrDefault("action", 1);
    }

    /** Returns whether it is found to be a step. Not all values are tried of an argument that has very many: it is only a column. */
    private static boolean isStep(
            LoadedSpec spec, Header header, Event event, String without, Collection<SpecState> from) {
        long outer = spec.boundEachStep(WORK_OF_A_COLUMN);
        try {
            Step step =
                    spec.step(event.without(without), header.incomplete(without.substring(without.indexOf('.') + 1)));
            return from.stream()
                    .flatMap(state -> step.successors(state).stream())
                    .anyMatch(next -> spec.violatedInvariant(next) == null);
        } catch (InvalidInputException | UnusableSpecException e) {
            return false;
        } finally {
            spec.boundEachStep(outer);
        }
    }
}
