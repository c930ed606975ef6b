package dev.lockstep.checker.language;

import dev.lockstep.checker.Compared;
import dev.lockstep.checker.Compared.Result;
import dev.lockstep.checker.Probe;
import dev.lockstep.checker.language.RandomSpec.Definition;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/** Evaluates all definitions of a random spec in several states, as compiled and by TLC. */
final class Comparing {
    private static final int STATES = 12;
    private static final Pattern FILTER = Pattern.compile("\\{(<<[\\w, ]*>>|\\w+) \\\\in ");
    private static final Header NO_HEADER = Header.of("");

    final Map<Result, Integer> steps = new EnumMap<>(Result.class);
    final Map<Result, Integer> predicates = new EnumMap<>(Result.class);

    /** What differs: by definition, how. */
    final Map<Definition, String> different = new LinkedHashMap<>();

    private final RandomSpec random;
    private final LoadedSpec spec;
    private final Probe probe;

    private Comparing(RandomSpec random, Path folder) throws Exception {
        this.random = random;
        this.spec = random.load(folder);
        this.probe = Probe.of(spec);
    }

    static Comparing of(RandomSpec random, long seed, Path folder) throws Exception {
        Comparing comparing = new Comparing(random, folder);
        comparing.compare(new Random(seed));
        return comparing;
    }

    private void compare(Random choices) throws InvalidInputException {
        List<SpecState> states = new ArrayList<>(spec.initialStates(Map.of(), 100));
        Set<SpecState> known = new HashSet<>(states);
        Map<SpecState, Step> cameBy = new LinkedHashMap<>();
        Map<SpecState, SpecState> cameFrom = new LinkedHashMap<>();
        for (int i = 0; i < states.size(); i++) {
            SpecState state = states.get(i);
            for (Definition definition : random.definitions) {
                if (!definition.isAction()) {
                    continue;
                }
                for (Step step : steps(definition, state, choices)) {
                    if (!isSame(definition, state, step)) {
                        continue;
                    }
                    for (SpecState next : step.successors(state)) {
                        if (states.size() < STATES && choices.nextInt(8) == 0 && known.add(next)) {
                            states.add(next);
                            cameBy.put(next, step);
                            cameFrom.put(next, state);
                        }
                    }
                }
            }
        }
        for (Definition definition : random.definitions) {
            if (!definition.isAction()) {
                for (SpecState state : states) {
                    SpecState before = cameFrom.get(state);
                    if (before == null) {
                        judge(definition, probe.fresh(state));
                    } else {
                        SpecState base = probe.fresh(before);
                        judge(definition, base);
                        cameBy.get(state).successors(base).forEach(next -> judge(definition, next));
                    }
                }
            }
        }
    }

    private void judge(Definition definition, SpecState state) {
        Compared compared;
        try {
            compared = probe.compare(state, definition.name());
        } catch (RuntimeException e) {
            compared = new Compared(Result.DIFFERENT, "in\n" + state + "\nthrown: " + e);
        }
        Result result = judged(definition, compared);
        predicates.merge(result, 1, Integer::sum);
        if (result == Result.DIFFERENT) {
            different.putIfAbsent(definition, compared.text());
        }
    }

    private boolean isSame(Definition definition, SpecState state, Step step) {
        Compared compared;
        try {
            compared = probe.compare(state, step, step);
        } catch (RuntimeException e) {
            compared = new Compared(Result.DIFFERENT, "from\n" + state + "\nthrown: " + e);
        }
        boolean isAny = step.event().args().isEmpty() && definition.text().contains("NAMED");
        if (isAny && (compared.result() == Result.YES || compared.result() == Result.NO)) {
            Set<SpecState> whole = probe.whole(state, definition.name() + "D");
            if (whole != null && !whole.equals(new HashSet<>(step.successors(state)))) {
                compared = new Compared(
                        Result.DIFFERENT,
                        "from\n" + state + "\nin full: " + whole + "\nnarrowed: " + step.successors(state));
            }
        }
        Result result = judged(definition, compared);
        steps.merge(result, 1, Integer::sum);
        if (result == Result.DIFFERENT) {
            different.putIfAbsent(definition, step.event().title() + " " + compared.text());
        }
        return result == Result.YES;
    }

    /** TLC goes through a whole filtered set for one element of it, and the checker does not. */
    private static Result judged(Definition definition, Compared compared) {
        if (compared.result() != Result.DECIDED) {
            return compared.result();
        }
        return FILTER.matcher(definition.lines()).find() ? Result.UNNOTICED : Result.DIFFERENT;
    }

    private List<Step> steps(Definition definition, SpecState state, Random choices) throws InvalidInputException {
        List<Step> steps = new ArrayList<>();
        steps.add(step(definition, Map.of()));
        if (spec.actions().getOrDefault(definition.name(), List.of()).contains("p")) {
            List<Value> values = new ArrayList<>();
            values.add(new Value.Int(choices.nextInt(3)));
            values.add(new Value.Str(List.of("m1", "m2", "a", "T_1").get(choices.nextInt(4))));
            values.add(new Value.Seq(List.of()));
            for (String variable : spec.variables()) {
                Value value = spec.value(state, variable);
                values.add(value);
                if (value instanceof Value.SetOf set && !set.elements().isEmpty()) {
                    values.add(set.elements().get(0));
                }
            }
            for (int i = 0; i < 3; i++) {
                steps.addAll(probe.readings(step(definition, Map.of("p", values.get(choices.nextInt(values.size()))))));
            }
        }
        return steps;
    }

    private Step step(Definition definition, Map<String, Value> arguments) throws InvalidInputException {
        return spec.step(Event.step("random", 1, definition.name(), arguments), NO_HEADER);
    }

    /** In the first initial state, the one definition as compiled and the other by TLC. */
    Result compared(String compiled, String byTlc) throws InvalidInputException {
        SpecState state = spec.initialStates(Map.of(), 100).get(0);
        return probe.compare(
                        state,
                        spec.step(Event.step("random", 1, compiled, Map.of()), NO_HEADER),
                        spec.step(Event.step("random", 1, byTlc, Map.of()), NO_HEADER))
                .result();
    }

    /** A definition with a smaller term that still differs, and how. */
    static Map.Entry<Definition, String> shrunk(
            RandomSpec spec, Map.Entry<Definition, String> different, long seed, Path folder) throws Exception {
        Map.Entry<Definition, String> least = different;
        while (true) {
            List<Definition> smaller = new ArrayList<>();
            for (Term term : least.getKey().term().smaller()) {
                if (smaller.size() < 300 && term.size() < least.getKey().term().size()) {
                    smaller.add(least.getKey().with("S" + smaller.size(), term));
                }
            }
            Map.Entry<Definition, String> found = null;
            for (Map.Entry<Definition, String> each :
                    of(spec.with(smaller), seed, folder).different.entrySet()) {
                if (found == null
                        || each.getKey().term().size() < found.getKey().term().size()) {
                    found = each;
                }
            }
            if (found == null) {
                return least;
            }
            least = found;
        }
    }
}
