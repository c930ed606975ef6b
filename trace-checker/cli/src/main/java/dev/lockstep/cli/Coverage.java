package dev.lockstep.cli;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Header;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells which actions of the specs the accepted traces take, and which none takes. */
final class Coverage {
    private final Map<String, OfSpec> specs = new TreeMap<>();

    private static final class OfSpec {
        final Map<String, List<String>> actions = new LinkedHashMap<>();
        final Map<String, Long> taken = new TreeMap<>();
        final Set<String> hidden = new TreeSet<>();

        Set<String> untaken() {
            Set<String> untaken = new TreeSet<>(actions.keySet());
            untaken.removeAll(hidden);
            untaken.removeIf(this::isTaken);
            return untaken;
        }

        /** An event may name the action of an instance in full, {@code M!A}, or not. */
        private boolean isTaken(String action) {
            return taken.keySet().stream()
                    .anyMatch(
                            name -> name.equals(action) || name.endsWith("!" + action) || action.endsWith("!" + name));
        }
    }

    void add(LoadedSpec spec, Header header, CheckResult result) {
        if (result.verdict().exitCode() == Verdict.ACCEPTED.exitCode()) {
            OfSpec of = specs.computeIfAbsent(spec.name(), name -> new OfSpec());
            of.actions.putAll(spec.actions());
            of.hidden.addAll(header.hidden());
            result.actions().forEach((action, count) -> of.taken.merge(action, count, Long::sum));
        }
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        specs.forEach((name, of) -> {
            Set<String> untaken = of.untaken();
            int logged = of.actions.size() - of.hidden.size();
            lines.add("coverage of " + name + ": " + (logged - untaken.size()) + " of " + logged + " actions are taken"
                    + (of.hidden.isEmpty() ? "" : "; hidden: " + String.join(", ", of.hidden)));
            untaken.forEach(action -> lines.add("  no trace takes " + action
                    + (of.actions.get(action).isEmpty() ? "" : "(" + String.join(", ", of.actions.get(action)) + ")")));
        });
        return lines.isEmpty() ? "coverage: no trace is accepted" : String.join(System.lineSeparator(), lines);
    }

    /** Returns the coverage for {@code --json}. */
    Map<String, Object> objects() {
        Map<String, Object> objects = new LinkedHashMap<>();
        specs.forEach((name, of) -> {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("taken", of.taken);
            object.put("untaken", of.untaken());
            objects.put(name, object);
        });
        return objects;
    }
}
