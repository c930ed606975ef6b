package dev.lockstep.report;

import dev.lockstep.checker.trace.Value;
import dev.lockstep.pages.SpaceTimeDiagram;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what is written beside the points of a diagram: roles, phases, terms. These are variables that are functions of processes, whose
 * value at a process is a name that it shares with others at other times, or an integer that never falls, and that change seldom: in at most
 * a third of the process's steps. At most three such variables are shown, those that change most seldom.
 */
final class Notes {
    private static final int MOST_NAMES = 10;
    private static final int MOST_VARIABLES = 3;

    /** Collects what there is of one variable. */
    private static final class Seen {
        private final Set<Value> names = new HashSet<>();
        private boolean isFit = true;
        private boolean isGrowing = true;
        private long changes;
    }

    private final Map<String, Seen> seen = new TreeMap<>();
    private final List<Map<String, Value>> changes = new ArrayList<>();

    /**
     * Takes the next step.
     *
     * @param process the one that takes it; null: none
     */
    void take(@Nullable String process, @Nullable Map<String, Value> before, @Nullable Map<String, Value> after) {
        Map<String, Value> changed = new HashMap<>();
        if (process != null && before != null && after != null) {
            after.forEach((variable, value) -> take(variable, process, before.get(variable), value, changed));
        }
        changes.add(changed);
    }

    private void take(
            String variable, String process, @Nullable Value before, Value after, Map<String, Value> changed) {
        Value from = before == null || before == after ? null : at(before, process);
        Value to = from == null ? null : at(after, process);
        if (from == null || to == null || from.equals(to)) {
            return;
        }
        Seen of = seen.computeIfAbsent(variable, name -> new Seen());
        of.changes++;
        if (to instanceof Value.Str) {
            of.names.add(to);
            of.isFit &= of.names.size() <= MOST_NAMES;
            of.isGrowing = false;
        } else if (to instanceof Value.Int now && from instanceof Value.Int then) {
            of.isGrowing &= now.value().compareTo(then.value()) > 0;
            of.isFit &= of.isGrowing;
        } else {
            of.isFit = false;
        }
        changed.put(variable, to);
    }

    private static @Nullable Value at(Value value, String process) {
        Map<Value, Value> function = Values.function(value);
        return function == null ? null : function.get(new Value.Str(process));
    }

    /** Returns the note of each step, often an empty one. */
    List<String> notes() {
        List<String> shown = seen.entrySet().stream()
                .filter(entry -> entry.getValue().isFit && entry.getValue().changes * 3 <= Math.max(9, changes.size()))
                .sorted(Map.Entry.comparingByValue((a, b) -> Long.compare(a.changes, b.changes)))
                .limit(MOST_VARIABLES)
                .map(Map.Entry::getKey)
                .toList();
        List<String> notes = new ArrayList<>();
        for (Map<String, Value> changed : changes) {
            StringBuilder note = new StringBuilder();
            for (String variable : shown) {
                Value value = changed.get(variable);
                if (value != null) {
                    note.append(note.isEmpty() ? "" : ", ")
                            .append(
                                    value instanceof Value.Str name
                                            ? name.value()
                                            : variable + " " + Values.text(value));
                }
            }
            notes.add(note.toString());
        }
        return Collections.unmodifiableList(notes);
    }

    /** Tells whether an action is a crash or a restart, by the first word of its name. */
    static SpaceTimeDiagram.Kind kind(@Nullable String action) {
        String name = action == null ? "" : action.substring(action.lastIndexOf('!') + 1);
        if (beginsWith(name, "Crash")) {
            return SpaceTimeDiagram.Kind.CRASH;
        }
        return beginsWith(name, "Restart") || beginsWith(name, "Recover")
                ? SpaceTimeDiagram.Kind.RESTART
                : SpaceTimeDiagram.Kind.STEP;
    }

    private static boolean beginsWith(String name, String word) {
        return name.startsWith(word)
                && (name.length() == word.length() || !Character.isLowerCase(name.charAt(word.length())));
    }
}
