package dev.lockstep.report;

import dev.lockstep.checker.spec.StateValues.Moved;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the variables that hold messages, where no event says what it adds to one. These are sets, bags, sequences, or functions to such, of
 * records, that a trace does not call local. If records of some of them say whom they are from or for, it is those alone.
 */
final class MessageVariables {
    private final ReportedRun run;
    private final Set<String> holding = new TreeSet<>();
    private final Set<String> addressed = new TreeSet<>();
    private final Set<String> others = new HashSet<>();

    private MessageVariables(ReportedRun run) {
        this.run = run;
    }

    /** Returns the run in which steps tell what they do to these variables instead of their values. */
    static ReportedRun toldApart(ReportedRun run) {
        MessageVariables found = new MessageVariables(run);
        run.beginnings().values().forEach(state -> state.forEach(found::look));
        Map<String, Value> last = new HashMap<>();
        for (ReportedRun.Step step : run.steps()) {
            if (step.after() != null) {
                step.after().forEach((variable, value) -> {
                    if (last.put(variable, value) != value) {
                        found.look(variable, value);
                    }
                });
            }
        }
        Set<String> variables = found.addressed.isEmpty() ? found.holding : found.addressed;
        variables.removeAll(found.others);
        return run.with(variables, found.steps(variables));
    }

    private void look(String variable, Value value) {
        boolean isLocal = run.local() != null && run.local().contains(variable);
        List<Value> records =
                isLocal || others.contains(variable) || value instanceof Value.Seq ? null : Values.records(value);
        if (records == null) {
            others.add(variable);
            return;
        }
        for (Value record : records) {
            Set<String> fields = ((Value.Rec) record).fields().keySet();
            holding.add(variable);
            if (fields.contains("from") || fields.contains("to")) {
                addressed.add(variable);
            }
        }
    }

    private List<ReportedRun.Step> steps(Set<String> variables) {
        Map<String, Map<String, Value>> states = new HashMap<>(run.beginnings());
        List<ReportedRun.Step> steps = new ArrayList<>();
        for (ReportedRun.Step step : run.steps()) {
            Map<String, Value> before = states.get(step.instance());
            if (step.after() == null || before == null) {
                steps.add(step);
                continue;
            }
            Map<String, Value> after = new LinkedHashMap<>(step.after());
            Map<String, Moved> moved = new LinkedHashMap<>();
            for (String variable : variables) {
                Value value = Objects.requireNonNull(after.remove(variable));
                Moved difference = Values.difference(Objects.requireNonNull(before.get(variable)), value);
                if (!difference.equals(Moved.NOTHING)) {
                    moved.put(variable, difference);
                }
            }
            states.put(step.instance(), step.after());
            steps.add(new ReportedRun.Step(
                    step.number(), step.event(), step.kind(), step.instance(), after, moved, step.candidates()));
        }
        return steps;
    }
}
