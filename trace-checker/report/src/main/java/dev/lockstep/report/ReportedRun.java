package dev.lockstep.report;

import dev.lockstep.checker.spec.StateValues;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Place;
import dev.lockstep.checker.trace.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a report tells: a run of a spec, step by step, and what is wrong with it.
 *
 * @param title the name of the trace or of the model
 * @param spec the name of the spec
 * @param verdict one line: what became of it
 * @param tone how the verdict is coloured
 * @param why the lines that tell more; the first is enough by itself
 * @param figures what was counted, by what it is
 * @param remarks what the report leaves out, or does not know
 * @param steps the steps in their order
 * @param beginnings the initial state of each instance; "" is the only one
 * @param messages the variables that hold messages on their way; a step tells what it adds to them and removes, not their values
 * @param local the variables that belong to processes; null: that is not known
 * @param loop the index in the steps of the step after which all repeats; -1: none
 * @param allowed what the spec allows for each variable after the last step, where that is wrong
 * @param wrongCells the variables, at a process where they belong to one, whose observed values the spec does not have
 * @param falseAt the places of the spec that are false of the last step
 * @param actions how often each action of the spec is taken
 */
public record ReportedRun(
        String title,
        String spec,
        String verdict,
        Tone tone,
        List<String> why,
        Map<String, String> figures,
        List<String> remarks,
        List<Step> steps,
        Map<String, Map<String, Value>> beginnings,
        Set<String> messages,
        @Nullable Set<String> local,
        int loop,
        Map<String, List<Value>> allowed,
        Set<String> wrongCells,
        List<Place> falseAt,
        Map<String, Long> actions) {
    /** Tells how good a verdict is. */
    public enum Tone {
        GOOD,
        BAD,
        WARN
    }

    /** Tells what a step is. */
    public enum Kind {
        LOGGED,
        /** The spec allows it, and the trace does not tell of it. */
        UNLOGGED,
        /** It is what is wrong. */
        WRONG
    }

    /**
     * Holds one step.
     *
     * @param number the index of the event in the trace, from 1; of a step that is not logged that of the next event
     * @param event what is told of it; without an action nothing is
     * @param instance the copy of the spec that takes it; "" is the only one
     * @param after the state after it, but for the variables with messages; null: it is not known, or there is none
     * @param moved what it adds to the variables with messages, and removes
     * @param candidates how many states explain the run up to here; 0: not known
     */
    public record Step(
            long number,
            Event event,
            Kind kind,
            String instance,
            @Nullable Map<String, Value> after,
            Map<String, StateValues.Moved> moved,
            int candidates) {}

    /** Returns the run with another verdict, told in other words. */
    public ReportedRun telling(String otherVerdict, Tone otherTone, List<String> lines, Map<String, String> counted) {
        return new ReportedRun(
                title,
                spec,
                otherVerdict,
                otherTone,
                lines,
                counted,
                remarks,
                steps,
                beginnings,
                messages,
                local,
                loop,
                allowed,
                wrongCells,
                falseAt,
                Map.of());
    }

    /** Returns the same run, in which steps tell what they do to the variables with messages. */
    ReportedRun with(Set<String> messageVariables, List<Step> otherSteps) {
        return new ReportedRun(
                title,
                spec,
                verdict,
                tone,
                why,
                figures,
                remarks,
                otherSteps,
                beginnings,
                messageVariables,
                local,
                loop,
                allowed,
                wrongCells,
                falseAt,
                actions);
    }

    /** Returns the last step, if it is wrong. */
    public Optional<Step> wrong() {
        return steps.isEmpty() || steps.get(steps.size() - 1).kind() != Kind.WRONG
                ? Optional.empty()
                : Optional.of(steps.get(steps.size() - 1));
    }
}
