package dev.lockstep.checker;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Describes the step by which the candidates became many.
 *
 * @param from how many there were before the event
 * @param to how many after it
 */
record Growth(Event event, int from, int to) {
    /** Over so many states it is counted what an observation would leave. */
    private static final int COUNTED = 20_000;

    /** Returns the one of the two steps that multiplied the candidates more; the earlier one, if both did alike. */
    static @Nullable Growth greater(@Nullable Growth earlier, Event event, int from, int to) {
        boolean isGreater = to > from
                && (earlier == null || (long) to * Math.max(1, earlier.from) > (long) earlier.to * Math.max(1, from));
        return isGreater ? new Growth(event, from, to) : earlier;
    }

    @Override
    public String toString() {
        return "they became many at event " + event.index() + ", " + event.title() + ": " + from + " before it, " + to
                + " after it";
    }

    /** Returns which observation at the event would leave the fewest of the states that explain the trace up to it. */
    static List<String> pruning(LoadedSpec spec, Header header, Event event, Collection<SpecState> states) {
        int every = 1 + states.size() / COUNTED;
        List<SpecState> counted = new ArrayList<>();
        int i = 0;
        for (SpecState state : states) {
            if (i++ % every == 0) {
                counted.add(state);
            }
        }
        String best = "";
        int least = counted.size();
        for (String variable : spec.variables()) {
            boolean isLocal = header.local().contains(variable);
            Map<Object, Integer> classes = new HashMap<>();
            for (SpecState state : counted) {
                Value value = spec.value(state, variable);
                classes.merge(isLocal ? at(event.process(), value) : value, 1, Integer::sum);
            }
            int most = classes.values().stream().mapToInt(n -> n).max().orElse(0);
            if (most < least) {
                least = most;
                best = variable + (isLocal ? " of the process" : "") + ", which has " + classes.size() + " values";
            }
        }
        if (best.isEmpty()) {
            return List.of("no single variable, observed at this event, would leave fewer of them");
        }
        return List.of("observe at this event " + best + " in these states: that leaves at most " + least + " of "
                + counted.size() + (every > 1 ? " that were counted" : ""));
    }

    private static Object at(@Nullable Value process, Value function) {
        if (function instanceof Value.Fun fun) {
            return fun.pairs().stream()
                    .filter(pair -> pair.argument().equals(process))
                    .findFirst()
                    .map(Value.Pair::result)
                    .orElse(function);
        }
        return process instanceof Value.Str name
                        && function instanceof Value.Rec rec
                        && rec.fields().containsKey(name.value())
                ? rec.fields().get(name.value())
                : function;
    }
}
