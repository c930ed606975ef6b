package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * Random walks through the sample specs, from each state of which steps are tried with arguments that fit and that do not. What {@code
 * Next} narrowed to an action allows is compared with what all of {@code Next} allows, and explanations with TLC.
 */
class SteppingProperties {
    private static final int STEPS = 8;
    private static final Header NO_HEADER = Header.of("");

    private static final Map<String, Walker> WALKERS = new HashMap<>();

    @Provide
    Arbitrary<String> finite() {
        return Arbitraries.of(
                "Bank",
                "Choice",
                "Family",
                "Guess",
                "Model",
                "Named",
                "Places",
                "Post",
                "Recursion",
                "Ring",
                "Traffic",
                "Unnamed");
    }

    @Provide
    Arbitrary<String> any() {
        return Arbitraries.oneOf(finite(), Arbitraries.of("Nested", "Starts", "Swapped", "Relay"));
    }

    /** The actions together allow what {@code Next} allows, no less and no more. */
    @Property(tries = 60)
    void theActionsTogetherAreNext(@ForAll("finite") String spec, @ForAll long seed) throws Exception {
        Walker walker = walker(spec);
        for (SpecState state : walker.walk(seed)) {
            Set<SpecState> together = new LinkedHashSet<>();
            for (String action : walker.spec.actions().keySet()) {
                together.addAll(walker.successors(state, action, Map.of()));
            }
            assertThat(together).isEqualTo(walker.successors(state, null, Map.of()));
        }
    }

    /** An argument picks among an action's steps: each value some, and all values together all of them. */
    @Property(tries = 60)
    void argumentsDivideTheStepsOfAnAction(@ForAll("finite") String spec, @ForAll long seed) throws Exception {
        Walker walker = walker(spec);
        for (SpecState state : walker.walk(seed)) {
            for (Map.Entry<String, Set<Value>> parameter : walker.universe.entrySet()) {
                String action = parameter.getKey().split("[.]")[0];
                String name = parameter.getKey().split("[.]")[1];
                Set<SpecState> all = walker.successors(state, action, Map.of());
                Set<SpecState> divided = new LinkedHashSet<>();
                for (Value value : parameter.getValue()) {
                    divided.addAll(walker.successors(state, action, Map.of(name, value)));
                }
                assertThat(all).containsAll(divided);
                if (walker.isWhole(parameter.getKey())) {
                    assertThat(divided).as(parameter.getKey()).isEqualTo(all);
                }
            }
        }
    }

    /** The search that explanations come from finds what TLC finds. */
    @Property(tries = 60)
    void theSearchOfTheExplainerIsThatOfTlc(@ForAll("any") String spec, @ForAll long seed) throws Exception {
        Walker walker = walker(spec);
        Random random = new Random(seed);
        for (SpecState state : walker.walk(seed)) {
            for (Step step : walker.randomSteps(random)) {
                assertThat(walker.probe.bySearch(state, step))
                        .as(step.event().title())
                        .isEqualTo(walker.probe.byTlc(state, step));
            }
        }
    }

    /** What is compiled finds the successors that TLC finds, and the same violations. */
    @Property(tries = 200)
    void theCompiledRelationIsThatOfTlc(@ForAll("any") String spec, @ForAll long seed) throws Exception {
        Walker walker = walker(spec);
        Random random = new Random(seed);
        for (SpecState state : walker.walk(seed)) {
            assertThat(walker.spec.violatedInvariant(state)).isEqualTo(walker.probe.violatedByTlc(state));
            for (Step step : walker.randomSteps(random)) {
                assertThat(new HashSet<>(step.successors(state)))
                        .as(step.event().title())
                        .isEqualTo(walker.probe.byTlc(state, step));
            }
        }
    }

    /** Of an invariant that speaks of all elements of a set, after a step only what has changed is evaluated. */
    @Property(tries = 300)
    void invariantsOfAllElementsAreViolatedWhereTlcSaysSo(@ForAll long seed) throws Exception {
        Walker walker = walker("Ring");
        for (SpecState state : walker.walk(seed)) {
            String violated = walker.probe.violatedByTlc(state);
            Statistics.collect(violated);
            assertThat(walker.spec.violatedInvariant(state)).isEqualTo(violated);
        }
        Statistics.coverage(coverage -> List.of("Own", "Pairs", "Others", "Within", "Solvent", "Quiet", "Present")
                .forEach(name -> coverage.check(name).count(n -> n > 0)));
    }

    /** Otherwise the property above compares TLC with itself. */
    @Property(tries = 100)
    void mostStepsAreDecidedWithoutTlc(@ForAll("any") String spec, @ForAll long seed) throws Exception {
        Walker walker = walker(spec);
        for (SpecState state : walker.walk(seed)) {
            for (String action : walker.spec.actions().keySet()) {
                Statistics.collect(walker.probe.isDecided(state, walker.step(action, Map.of())));
            }
        }
        Statistics.coverage(coverage -> coverage.check(true).percentage(share -> share > 80));
    }

    /** What speaks of all elements, of what is enabled, of what must change. */
    @Property(tries = 50)
    void actionsOfManyKindsAreDecidedWithoutTlc(@ForAll long seed) throws Exception {
        Walker walker = walker("Starts");
        for (SpecState state : walker.walk(seed)) {
            for (String action : List.of("Toggle", "Burn", "Reset")) {
                Step step = walker.step(action, Map.of());
                assertThat(walker.probe.isDecided(state, step)).as(action).isTrue();
                Statistics.label(action).collect(step.successors(state).size());
            }
        }
        Statistics.label("Reset").coverage(coverage -> {
            coverage.check(0).count(n -> n > 0);
            coverage.check(4).count(n -> n > 0);
        });
    }

    /** Where TLC finds no successor a reason is told, and where it finds one the action is not said to be impossible. */
    @Property(tries = 60)
    void explanationsNeverContradictTlc(@ForAll("any") String spec, @ForAll long seed) throws Exception {
        Walker walker = walker(spec);
        Random random = new Random(seed);
        for (SpecState state : walker.walk(seed)) {
            for (Step step : walker.randomSteps(random)) {
                List<String> lines = walker.probe.explain(state, step);
                boolean possible = !walker.probe.byTlc(state, step).isEmpty();
                assertThat(lines.get(0).startsWith("the action is possible"))
                        .as(step.event().title() + lines)
                        .isEqualTo(possible);
                assertThat(lines).doesNotContain("no successor exists");
                if (!possible && walker.probe.isEvaluated(state, step)) {
                    assertThat(lines.get(0))
                            .containsAnyOf("FALSE", " is not ", "nothing to choose from", "does not change");
                }
            }
        }
    }

    private Walker walker(String spec) throws Exception {
        Walker walker = WALKERS.get(spec);
        if (walker == null) {
            walker = new Walker(Sample.of(spec));
            WALKERS.put(spec, walker);
        }
        return walker;
    }

    /** A sample's spec, its initial states, and values for the parameters of its actions. */
    private static final class Walker {
        private final LoadedSpec spec;
        private final Probe probe;
        private final Map<String, Set<Value>> universe = new HashMap<>();
        private final List<Value> values = new ArrayList<>();

        Walker(Sample sample) throws Exception {
            spec = sample.load();
            probe = Probe.of(spec);
            Set<Value> all = new LinkedHashSet<>();
            for (int i = -1; i <= 20; i++) {
                all.add(new Value.Int(i));
            }
            Set<String> actions = new HashSet<>(spec.actions().keySet());
            try (TraceReader reader = sample.open()) {
                Event event;
                while ((event = reader.next()) != null) {
                    all.addAll(event.args().values());
                    actions.add(event.action());
                }
            }
            values.addAll(all);
            for (String action : actions) {
                for (String parameter : spec.actions().getOrDefault(action, List.of())) {
                    universe.put(action + "." + parameter, all);
                }
            }
        }

        /** Whether the values contain all that the parameter can be: all but messages and sets are small. */
        boolean isWhole(String parameter) {
            return !Set.of("Receive.m", "TakeOneOf.S").contains(parameter);
        }

        private Step step(String action, Map<String, Value> arguments) throws InvalidInputException {
            return spec.step(Event.step("walk", 1, action, arguments), NO_HEADER);
        }

        Set<SpecState> successors(SpecState from, String action, Map<String, Value> arguments)
                throws InvalidInputException {
            return new LinkedHashSet<>(step(action, arguments).successors(from));
        }

        List<SpecState> walk(long seed) throws InvalidInputException {
            Random random = new Random(seed);
            List<SpecState> initial = spec.initialStates(Map.of(), 100);
            List<SpecState> path = new ArrayList<>();
            path.add(initial.get(random.nextInt(initial.size())));
            for (int i = 0; i < STEPS; i++) {
                spec.violatedInvariant(path.get(i)); // known of a state, less is evaluated of the next
                List<SpecState> next = new ArrayList<>(successors(path.get(i), null, Map.of()));
                if (next.isEmpty()) {
                    break;
                }
                path.add(next.get(random.nextInt(next.size())));
            }
            return path;
        }

        /** For each action one step, with some of its arguments given. */
        List<Step> randomSteps(Random random) throws InvalidInputException {
            List<Step> steps = new ArrayList<>();
            for (Map.Entry<String, List<String>> action : spec.actions().entrySet()) {
                Map<String, Value> arguments = new HashMap<>();
                for (String parameter : action.getValue()) {
                    if (random.nextInt(3) > 0) {
                        arguments.put(parameter, values.get(random.nextInt(values.size())));
                    }
                }
                steps.add(step(action.getKey(), arguments));
            }
            return steps;
        }
    }
}
