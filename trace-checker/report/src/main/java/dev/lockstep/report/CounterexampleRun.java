package dev.lockstep.report;

import dev.lockstep.checker.model.Counterexample;
import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.model.ModelOutcome;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes the run that a report tells of a model and its counterexample, if there is one. */
public final class CounterexampleRun {
    private CounterexampleRun() {}

    /** Returns what is drawn of a counterexample; its steps have the names that its search gives them. */
    public static ReportedRun of(Model model, Counterexample counterexample) {
        List<Map<String, Value>> values = new ArrayList<>();
        counterexample.states().forEach(state -> values.add(values(state)));
        List<Optional<String>> names = counterexample.states().stream()
                .skip(1)
                .map(state -> Optional.of(state.action()))
                .toList();
        return of(
                model,
                counterexample,
                values,
                names,
                model.expectation().toString(),
                ReportedRun.Tone.WARN,
                List.of(),
                Map.of(),
                new TreeMap<>());
    }

    /** @param spec the model's, to find out which actions its steps are */
    public static ReportedRun of(Model model, ModelOutcome outcome, LoadedSpec spec) {
        Counterexample counterexample = outcome.counterexample();
        List<Counterexample.State> states = counterexample.states();
        String difference = outcome.difference(model);
        Map<String, Long> actions = new TreeMap<>();
        List<Map<String, Value>> values = new ArrayList<>();
        states.forEach(state -> values.add(values(state)));
        List<Optional<String>> names = states.isEmpty() ? List.of() : new ActionNames(spec).of(values);
        spec.actions().keySet().forEach(action -> actions.put(action, 0L));
        List<String> why = new ArrayList<>();
        String found = outcome.found().map(Object::toString).orElse("no result");
        why.add(model.qualifiedName() + ": " + found);
        why.add("declared: " + model.expectation());
        if (difference != null) {
            why.add(difference);
        }
        counterexample
                .loop()
                .ifPresent(back -> why.add(
                        back == states.size() - 1
                                ? "the behaviour stays in the last state for ever"
                                : "the behaviour goes on from state " + (back + 1) + ", over and over"));
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("distinct states", String.valueOf(outcome.distinct()));
        figures.put("states of the counterexample", String.valueOf(states.size()));
        return of(
                model,
                counterexample,
                values,
                names,
                (difference == null ? "as declared: " : "not as declared: ") + found,
                difference != null
                        ? ReportedRun.Tone.BAD
                        : states.isEmpty() ? ReportedRun.Tone.GOOD : ReportedRun.Tone.WARN,
                why,
                figures,
                actions);
    }

    private static ReportedRun of(
            Model model,
            Counterexample counterexample,
            List<Map<String, Value>> values,
            List<Optional<String>> names,
            String verdict,
            ReportedRun.Tone tone,
            List<String> why,
            Map<String, String> figures,
            Map<String, Long> actions) {
        List<Counterexample.State> states = counterexample.states();
        List<ReportedRun.Step> steps = new ArrayList<>();
        for (int i = 1; i < states.size(); i++) {
            String action = names.get(i - 1).orElse(states.get(i).action());
            actions.merge(action, 1L, Long::sum);
            boolean isWrong = i == states.size() - 1 && counterexample.loop().isEmpty();
            steps.add(new ReportedRun.Step(
                    i + 1,
                    Event.step("", i + 1, action, Map.of()),
                    isWrong ? ReportedRun.Kind.WRONG : ReportedRun.Kind.LOGGED,
                    "",
                    values.get(i),
                    Map.of(),
                    0));
        }
        return MessageVariables.toldApart(new ReportedRun(
                model.qualifiedName(),
                model.module(),
                verdict,
                tone,
                why,
                figures,
                List.of(),
                steps,
                states.isEmpty() ? Map.of() : Map.of("", values.get(0)),
                Set.of(),
                null,
                counterexample.loop().isPresent() ? counterexample.loop().getAsInt() - 1 : -1,
                Map.of(),
                Set.of(),
                List.of(),
                actions));
    }

    /** Returns the values of a state; what TLC has not written out is kept as it was printed. */
    private static Map<String, Value> values(Counterexample.State state) {
        try {
            return state.values();
        } catch (IllegalArgumentException e) {
            return state.variables().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            variable -> new Value.Text(variable.getValue()),
                            (a, b) -> a,
                            LinkedHashMap::new));
        }
    }
}
