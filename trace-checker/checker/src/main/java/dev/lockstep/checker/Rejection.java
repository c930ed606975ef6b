package dev.lockstep.checker;

import dev.lockstep.checker.trace.Event;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was rejected, for programs.
 *
 * @param event null: whatever the events are, there is no initial state
 * @param invariant that is false after the event's step; null unless that is why
 * @param reasons what is wrong in the nearest state, without its values: false conjuncts, as {@code Bank.tla:18  n <= balance[from]}, or
 *     what was observed, as {@code clock["p1"]}
 */
public record Rejection(
        Kind kind, @Nullable Event event, @Nullable String invariant, Set<String> reasons) {
    private static final List<Pattern> REASONS = List.of(
            Pattern.compile("(\\S+\\.tla:\\d+  \\w+) = .* is not .*"),
            Pattern.compile("(\\S+\\.tla:\\d+  .*?) (?:is FALSE|allows no next state|does not change).*"),
            Pattern.compile("  (.*?) was observed .*"),
            Pattern.compile("  the step was observed to \\w+ (?:to |from )?([^ ]+).*"));

    /** Why an event is no step. */
    public enum Kind {
        /** The spec has no initial state as observed. */
        NO_INITIAL_STATE,
        /** The action is not possible with these arguments: a guard is false. */
        NOT_ENABLED,
        /** The action is possible, but what was observed is not what it does. */
        OTHER_OUTCOME,
        /** After the step an invariant of the config is false. */
        INVARIANT
    }

    public Rejection {
        reasons = Set.copyOf(reasons);
    }

    /** What the lines of an explanation say is wrong. */
    static Set<String> reasons(List<String> story) {
        return story.stream()
                .flatMap(line -> REASONS.stream()
                        .map(reason -> reason.matcher(line))
                        .filter(Matcher::matches)
                        .limit(1)
                        .map(reason -> reason.group(1)))
                .collect(Collectors.toSet());
    }

    /** Whether the other is a rejection of the same event, with the same conjuncts false or the same observations wrong. */
    public boolean isLike(Rejection other) {
        return kind == other.kind
                && (event == null ? other.event == null : other.event != null && event.index() == other.event.index())
                && (invariant == null ? other.invariant == null : invariant.equals(other.invariant))
                && reasons.equals(other.reasons);
    }
}
