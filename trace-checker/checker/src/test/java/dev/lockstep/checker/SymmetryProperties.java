package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.LoadedSpec.Text;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** Of a trace that says little, whether states that differ by names are kept or not makes no difference to the verdict. */
class SymmetryProperties {
    private static final Path FOLDER = Sample.FOLDER;
    private static final Header HEADER = Header.of("Crowd");
    private static final List<String> ACTIONS = List.of("Knock", "Knock", "Knock", "Enter", "Enter", "Leave", "GoHome");
    private static final List<String> NAMES = List.of("c1", "c2", "c3", "c4", "c5");

    private final LoadedSpec spec;

    SymmetryProperties() throws Exception {
        spec = load(Map.of());
    }

    private static LoadedSpec load(Map<String, Value> constants) throws Exception {
        return SpecLoader.load(SpecSource.of(FOLDER.resolve("Crowd.tla"), FOLDER.resolve("Crowd.cfg"))
                .withConstants(constants));
    }

    @Property(tries = 60)
    void theVerdictIsThatWithAllStates(@ForAll long seed) throws Exception {
        List<Event> trace = trace(new Random(seed));
        TraceChecker with = new TraceChecker(spec, "t", HEADER, Map.of(), Limits.DEFAULT);
        TraceChecker without = new TraceChecker(spec, "t", HEADER, Map.of(), Limits.DEFAULT).withoutSymmetry();
        for (Event event : trace) {
            assertThat(with.accept(event)).as(trace.toString()).isEqualTo(without.accept(event));
        }
        assertThat(with.result().verdict()).isEqualTo(without.result().verdict());
        assertThat(with.result().event()).isEqualTo(without.result().event());
        Statistics.label("verdict").collect(with.result().verdict());
        Statistics.label("fewer states")
                .collect(with.result().states() < without.result().states());
    }

    /** Events that mostly name nobody, some a process or two; most of them possible. */
    private List<Event> trace(Random random) throws Exception {
        List<Event> trace = new ArrayList<>();
        TraceChecker walker = new TraceChecker(spec, "t", HEADER, Map.of(), Limits.DEFAULT).withoutSymmetry();
        int length = 6 + random.nextInt(8);
        for (int tries = 0; tries < 40 && trace.size() < length; tries++) {
            Event event = event(trace.size() + 1, random);
            boolean isPossible = walker.fork().accept(event);
            if (isPossible || random.nextInt(20) == 0) {
                walker.accept(event);
                trace.add(event);
            }
        }
        return trace;
    }

    private static Event event(int i, Random random) {

        String action = i <= 3 ? "Knock" : ACTIONS.get(random.nextInt(ACTIONS.size()));
        Map<String, Value> arguments = new LinkedHashMap<>();
        if (i > 4 && random.nextInt(4) == 0) {
            arguments.put("p", new Value.Str(NAMES.get(random.nextInt(NAMES.size()))));
        }
        if (action.equals("GoHome") && random.nextInt(4) == 0) {
            arguments.put("q", new Value.Str(NAMES.get(random.nextInt(NAMES.size()))));
        }
        return Event.step("t", i, action, arguments);
    }

    // ---------------------------------------------------------------- what tells names apart

    /** Those of the spec's names that no action, no invariant and no constant tells apart, two or more. */
    private static List<Set<Value>> alike(LoadedSpec spec) throws Exception {
        List<Text> texts = new ArrayList<>(List.of(spec.invariantsText()));
        for (String action : spec.actions().keySet()) {
            texts.addAll(spec.step(Event.step("t", 1, action, Map.of()), HEADER).texts());
        }
        Set<SpecState> initial = new HashSet<>(spec.initialStates(Map.of(), 1000));
        List<Set<Value>> alike = new ArrayList<>(spec.alike(spec.names(), texts, initial));
        alike.removeIf(block -> block.size() < 2);
        return alike;
    }

    @Example
    void namesThatNothingTellsApartAreFound() throws Exception {
        assertThat(alike(spec)).hasSize(1);
        assertThat(alike(spec).get(0)).hasSize(5);
    }

    @Example
    void aConstantTellsTheNamesApartThatItHas() throws Exception {
        assertThat(alike(load(Map.of("Chief", new Value.Str("c1")))).get(0)).hasSize(4);
        List<Value.Pair> ranks = new ArrayList<>();
        NAMES.forEach(name -> ranks.add(new Value.Pair(new Value.Str(name), new Value.Int(ranks.size()))));
        assertThat(alike(load(Map.of("Rank", new Value.Fun(ranks))))).isEmpty();
    }

    @Example
    void aConstantThatTreatsThemAlikeDoesNot() throws Exception {
        List<Value.Pair> ranks = new ArrayList<>();
        NAMES.forEach(name -> ranks.add(new Value.Pair(new Value.Str(name), new Value.Int(7))));
        assertThat(alike(load(Map.of("Rank", new Value.Fun(ranks))))).hasSize(1);
    }

    @Example
    void aNameInTheTextIsToldApart() throws Exception {
        assertThat(alike(withInvariant("C1StaysAway")).get(0)).hasSize(4);
    }

    private static LoadedSpec withInvariant(String invariant) throws Exception {
        Path config = Path.of("target", "Crowd-" + invariant + ".cfg");
        Files.writeString(config, Files.readString(FOLDER.resolve("Crowd.cfg")).replace("OneInside", invariant));
        return SpecLoader.load(SpecSource.of(FOLDER.resolve("Crowd.tla"), config));
    }
}
