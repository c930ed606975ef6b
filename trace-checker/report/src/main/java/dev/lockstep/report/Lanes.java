package dev.lockstep.report;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which processes there are, and which of them takes each step.
 *
 * <p>An event of a trace names its process. Where it does not, as in a counterexample, the step is of the process at which functions of
 * processes change, if there is but one; otherwise of the one that its messages are from. Processes are those that events name, the senders
 * and receivers of messages, and if no event names any the arguments of functions that are variables of the spec.
 */
public final class Lanes {
    /** The number of processes that have a lane; steps of others have none. */
    static final int MOST = 40;

    private static final Comparator<String> IN_ORDER =
            Comparator.comparing(Lanes::stem).thenComparing(Lanes::number).thenComparing(name -> name);

    private final List<String> names;
    private final Map<String, Integer> lanes = new HashMap<>();

    private Lanes(Set<String> found) {
        this.names = found.stream().sorted(IN_ORDER).limit(MOST).toList();
        names.forEach(name -> lanes.put(name, lanes.size()));
    }

    static Lanes of(ReportedRun run) {
        Set<String> found = new TreeSet<>();
        Set<String> addressed = new TreeSet<>();
        for (ReportedRun.Step step : run.steps()) {
            Event event = step.event();
            if (event.process() != null) {
                found.add(Values.name(event.process()));
            }
            event.added().values().forEach(added -> added.forEach(message -> ends(message, addressed)));
            step.moved().values().forEach(moved -> moved.added().forEach(message -> ends(message, addressed)));
        }
        if (found.isEmpty()) {
            for (Map<String, Value> state : run.beginnings().values()) {
                state.values().forEach(value -> arguments(value, found));
            }
        }
        found.addAll(addressed);
        return new Lanes(found);
    }

    private static void arguments(Value value, Set<String> found) {
        Map<Value, Value> function =
                value instanceof Value.Rec || value instanceof Value.Fun ? Values.function(value) : null;
        if (function != null && !Values.isMessage(value)
                || function != null
                        && function.values().stream()
                                        .map(Object::getClass)
                                        .distinct()
                                        .count()
                                == 1) {
            function.keySet().stream()
                    .filter(argument -> argument instanceof Value.Str || argument instanceof Value.Int)
                    .forEach(argument -> found.add(Values.name(argument)));
        }
    }

    private static void ends(Value message, Set<String> found) {
        if (message instanceof Value.Rec rec) {
            for (String field : List.of("from", "to")) {
                if (rec.fields().get(field) instanceof Value.Str name) {
                    found.add(name.value());
                }
            }
        }
    }

    private static String stem(String name) {
        return name.substring(0, digits(name));
    }

    private static long number(String name) {
        String digits = name.substring(digits(name));
        return digits.isEmpty() || digits.length() > 18 ? -1 : Long.parseLong(digits);
    }

    private static int digits(String name) {
        int start = name.length();
        while (start > 0 && name.charAt(start - 1) >= '0' && name.charAt(start - 1) <= '9') {
            start--;
        }
        return start;
    }

    /** Returns the names of the processes, in the order of the lanes. */
    public List<String> names() {
        return names;
    }

    /** Returns the lane of a process; -1: it has none. */
    int lane(@Nullable Value process) {
        return process == null ? -1 : lanes.getOrDefault(Values.name(process), -1);
    }

    /** Returns the lane of a step; -1: it is of no process that has one. */
    int lane(Event event, @Nullable Map<String, Value> before, @Nullable Map<String, Value> after, List<Value> sent) {
        if (event.process() != null) {
            return lane(event.process());
        }
        Set<String> changed = new TreeSet<>();
        if (before != null && after != null) {
            after.forEach((variable, value) -> changedAt(before.get(variable), value, changed));
        }
        if (changed.size() == 1) {
            return lanes.get(changed.iterator().next());
        }
        List<Integer> senders = new ArrayList<>(
                sent.stream().map(message -> end(message, "from")).distinct().toList());
        return senders.size() == 1 ? senders.get(0) : -1;
    }

    /** Returns the lane of a message's end; -1: it has none. */
    int end(Value message, String field) {
        return message instanceof Value.Rec rec ? lane(rec.fields().get(field)) : -1;
    }

    private void changedAt(@Nullable Value before, Value after, Set<String> changed) {
        if (before == null || before == after) {
            return;
        }
        Map<Value, Value> from = Values.function(before);
        Map<Value, Value> to = Values.function(after);
        if (from != null && to != null) {
            to.forEach((argument, value) -> {
                String name = Values.name(argument);
                if (lanes.containsKey(name) && !value.equals(from.get(argument))) {
                    changed.add(name);
                }
            });
        }
    }

    /** Returns whether the value is a function whose arguments are all processes. */
    boolean isOfProcesses(Value value) {
        Map<Value, Value> function = Values.function(value);
        return function != null
                && !function.isEmpty()
                && function.keySet().stream().allMatch(argument -> lane(argument) >= 0);
    }
}
