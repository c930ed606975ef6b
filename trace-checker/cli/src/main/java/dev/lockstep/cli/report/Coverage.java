package dev.lockstep.cli.report;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Header;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells which actions of the specs the accepted traces take, and which none takes. */
public final class Coverage {
    private final Map<String, OfSpec> specs = new TreeMap<>();

    private static final class OfSpec {
        /** Each action, and how it is shown. */
        final Map<String, String> actions = new LinkedHashMap<>();

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

    /** Adds what a trace takes, if it is accepted. */
    public void add(LoadedSpec spec, Header header, CheckResult result) {
        if (result.verdict().exitCode() == Verdict.ACCEPTED.exitCode()) {
            add(spec.name(), shown(spec), header.hidden(), result.actions());
        }
    }

    /**
     * Adds what accepted traces take.
     *
     * @param actions those of the spec, with their parameters
     */
    public void add(String spec, List<String> actions, Collection<String> hidden, Map<String, Long> taken) {
        OfSpec of = specs.computeIfAbsent(spec, name -> new OfSpec());
        for (String action : actions) {
            int end = action.indexOf('(');
            of.actions.put(end < 0 ? action : action.substring(0, end), action);
        }
        of.hidden.addAll(hidden);
        taken.forEach((action, count) -> of.taken.merge(action, count, Long::sum));
    }

    /** Returns the actions of a spec with their parameters, as {@code Vote(p, m)}. */
    public static List<String> shown(LoadedSpec spec) {
        List<String> shown = new ArrayList<>();
        spec.actions()
                .forEach((action, parameters) ->
                        shown.add(action + (parameters.isEmpty() ? "" : "(" + String.join(", ", parameters) + ")")));
        return shown;
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        specs.forEach((name, of) -> {
            Set<String> untaken = of.untaken();
            int logged = of.actions.size() - of.hidden.size();
            lines.add("coverage of " + name + ": " + (logged - untaken.size()) + " of " + logged + " actions are taken"
                    + (of.hidden.isEmpty() ? "" : "; hidden: " + String.join(", ", of.hidden)));
            untaken.forEach(action -> lines.add("  no trace takes " + of.actions.get(action)));
        });
        return lines.isEmpty() ? "coverage: no trace is accepted" : String.join(System.lineSeparator(), lines);
    }

    /** Returns the coverage for {@code --json}. */
    public Map<String, Object> objects() {
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
