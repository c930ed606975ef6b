package dev.lockstep.checker.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An event leads to the same states, whether among the known steps of its action or evaluated alone. */
class ExpanderTest {
    @TempDir
    private Path folder;

    private LoadedSpec spec;
    private final Header header = new Header("Ways", Map.of(), Set.of(), Set.of(), Set.of());

    @BeforeEach
    void load() throws Exception {
        Path module = Files.writeString(folder.resolve("Ways.tla"), """
                ---- MODULE Ways ----
                EXTENDS Naturals
                VARIABLES at, sum
                P == {"a", "b"}
                Init == at = [p \\in P |-> 0] /\\ sum = 0
                Add(p, n) == at[p] + n < 4 /\\ at' = [at EXCEPT ![p] = @ + n] /\\ sum' \\in {sum, sum + n}
                Take(p, q) == at[p] < at[q] /\\ at' = [at EXCEPT ![p] = at[q]] /\\ UNCHANGED sum
                Set(n) == at["a"] = 1 /\\ at' = [at EXCEPT !["b"] = n] /\\ UNCHANGED sum
                Reset == at["a"] = 3 /\\ at' = [p \\in P |-> 0] /\\ sum' \\in 0 .. 1
                Next ==
                    \\/ \\E p \\in P : \\E n \\in 1 .. 2 : Add(p, n)
                    \\/ \\E p \\in DOMAIN at : \\E n \\in {3} : Add(p, n)
                    \\/ \\E p, q \\in P : Take(p, q)
                    \\/ \\E q \\in P : Take(q, q)
                    \\/ \\E n \\in 0 .. 1 : Set(n)
                    \\/ Set(at["a"] + 1)
                    \\/ Reset
                Few == sum' < 5
                ====
                """);
        Path config = Files.writeString(
                folder.resolve("Ways.cfg"), "INIT Init\nNEXT Next\nACTION_CONSTRAINT Few\nCHECK_DEADLOCK FALSE\n");
        spec = SpecLoader.load(new SpecSource(module, config, List.of(folder), Map.of()));
    }

    /** Holds how often it was so. */
    private record Figures(int found, int some, int evaluated) {}

    @Test
    void anEventWithItsArgumentsLeadsToTheSameStates() throws Exception {
        Figures add = compared("Add", List.of("p", "n"));
        assertThat(add.evaluated).isZero();
        assertThat(add.some).isPositive().isLessThan(add.found);
        Figures take = compared("Take", List.of("p", "q"));
        assertThat(take.evaluated).isZero();
        assertThat(take.some).isPositive().isLessThan(take.found);
        assertThat(compared("Reset", List.of()).some).isPositive();
    }

    /** The argument on the second way to Set is no symbol. */
    @Test
    void anArgumentThatIsNotKnownIsEvaluated() throws Exception {
        Figures set = compared("Set", List.of("n"));
        assertThat(set.evaluated).isPositive();
        assertThat(set.some).isPositive(); // those without an argument
    }

    /** Asks all events of an action of all states. Each argument has some value or none, and the sum is observed or not. */
    private Figures compared(String action, List<String> parameters) throws Exception {
        int index = List.copyOf(spec.actions().keySet()).indexOf(action);
        Expander expander = spec.expander();
        int found = 0;
        int some = 0;
        int evaluated = 0;
        for (SpecState from : states()) {
            Expander.ActionSteps all = expander.of(from).get(index);
            assertThat(all.after())
                    .containsExactlyElementsOf(spec.hidden(Set.of(action)).successors(from));
            for (Event event : events(action, parameters)) {
                Step step = spec.step(event, header);
                List<SpecState> expected = step.successors(from);
                int[] among = all.among(step);
                if (among == null) {
                    evaluated++;
                    continue;
                }
                List<SpecState> states = new ArrayList<>();
                for (int each : among) {
                    states.add(all.after().get(each));
                }
                assertThat(states).as("%s in %s", event, from).containsExactlyElementsOf(expected);
                found++;
                some += states.isEmpty() ? 0 : 1;
            }
        }
        return new Figures(found, some, evaluated);
    }

    private List<SpecState> states() throws Exception {
        List<SpecState> states = new ArrayList<>(spec.initialStates(Map.of(), 1));
        Expander expander = spec.expander();
        for (int i = 0; i < states.size(); i++) {
            for (Expander.ActionSteps steps : expander.of(states.get(i))) {
                steps.after().stream().filter(state -> !states.contains(state)).forEach(states::add);
            }
        }
        assertThat(states).hasSizeGreaterThan(20);
        return states;
    }

    private static List<Event> events(String action, List<String> parameters) {
        List<Map<String, Value>> arguments = new ArrayList<>(List.of(Map.of()));
        for (String parameter : parameters) {
            List<Map<String, Value>> more = new ArrayList<>(arguments);
            for (Map<String, Value> known : arguments) {
                for (Value value : parameter.equals("n")
                        ? List.<Value>of(new Value.Int(1), new Value.Int(2), new Value.Int(3), new Value.Int(9))
                        : List.<Value>of(new Value.Str("a"), new Value.Str("b"), new Value.Str("c"))) {
                    Map<String, Value> with = new HashMap<>(known);
                    with.put(parameter, value);
                    more.add(with);
                }
            }
            arguments = more;
        }
        List<Event> events = new ArrayList<>();
        for (Map<String, Value> args : arguments) {
            Event event = Event.step("test", 1, action, args);
            events.add(event);
            for (int sum = 0; sum < 5; sum++) {
                events.add(event.observing(Map.of("sum", new Value.Int(sum)), Map.of(), Map.of()));
            }
        }
        return events;
    }
}
