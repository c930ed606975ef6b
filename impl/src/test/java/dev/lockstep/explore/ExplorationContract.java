package dev.lockstep.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Specs;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.explore.Bounds;
import dev.lockstep.checker.explore.CodeReplay;
import dev.lockstep.checker.explore.Exploration;
import dev.lockstep.checker.explore.ExplorationResult;
import dev.lockstep.checker.explore.SpecWalk;
import dev.lockstep.checker.explore.SpecWalks;
import dev.lockstep.checker.model.Expectation;
import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.LockstepReader;
import dev.lockstep.checker.trace.TraceWriter;
import dev.lockstep.explorable.Explorable;
import dev.lockstep.junit.TraceAssertions;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** All states of a protocol's code are those of its spec, at the bounds of models. Slips are found with a shortest run to each. */
public abstract class ExplorationContract {
    /** The states that are visited in seconds. */
    private static final long SMALL = 5_000;

    /** The states of models that are small enough to be covered by walks, too. */
    private static final long FEW = 200;

    private static final Specs SPECS = new Specs();

    @TempDir
    private Path folder;

    /** Returns what is explored of the right code. */
    protected abstract List<Explorable> right();

    /** Names each slip of the catalogue, and returns the bounds at which it is sought, the smallest first. */
    protected abstract Map<String, List<Explorable>> slips();

    /** Names each of these slips, and describes what is explored of code that has it. */
    protected static <S extends Enum<S>> Map<String, List<Explorable>> each(
            S[] slips, Function<S, List<Explorable>> bounds) {
        Map<String, List<Explorable>> each = new LinkedHashMap<>();
        for (S slip : slips) {
            each.put(slip.name(), bounds.apply(slip));
        }
        return each;
    }

    /** Names the slips that are not found there, each with the reason. */
    protected Map<String, String> unseen() {
        return Map.of();
    }

    /** Names the slips that take longer to find than a build may. */
    protected Set<String> rare() {
        return Set.of();
    }

    private static Model model(Explorable explorable) throws Exception {
        return Model.read(Path.of("../specs", explorable.model().replace("/", "/models/") + ".cfg"));
    }

    private static Expectation.Success success(Explorable explorable) throws Exception {
        return (Expectation.Success) model(explorable).expectation();
    }

    /** Visits all states. */
    protected static ExplorationResult explored(Explorable explorable) throws Exception {
        Bounds bounds = Bounds.of(model(explorable), explorable.model());
        return new Exploration(bounds.load(), explorable).run(() -> false, (visited, waiting) -> {});
    }

    @Tag("core")
    @TestFactory
    Stream<DynamicTest> theCodeHasTheStatesAndStepsOfTheSpecButForWhatIsDeclared() throws Exception {
        return tests(false);
    }

    @Tag("full")
    @TestFactory
    Stream<DynamicTest> soItIsAtLargerBounds() throws Exception {
        return tests(true);
    }

    private Stream<DynamicTest> tests(boolean isLarge) throws Exception {
        Stream.Builder<DynamicTest> tests = Stream.builder();
        for (Explorable explorable : right()) {
            if (success(explorable).distinct() > SMALL == isLarge) {
                tests.add(dynamicTest(explorable.model(), () -> requireFigures(explorable, requireEqual(explorable))));
            }
        }
        return tests.build();
    }

    /** Asserts that the code is as its spec, but for what is declared. */
    static ExplorationResult requireEqual(Explorable explorable) throws Exception {
        ExplorationResult result = explored(explorable);
        assertThat(result.wrong()).isEmpty();
        assertThat(result.missing().keySet()).isEqualTo(explorable.differences().keySet());
        assertThat(result.holds(explorable.differences().keySet())).isTrue();
        Expectation.Success byTlc = success(explorable);
        if (result.missing().isEmpty()) {
            assertThat(result.specStates()).isEqualTo(byTlc.distinct());
            assertThat(result.depth()).isEqualTo(byTlc.depth());
            assertThat(result.codeSteps()).isEqualTo(result.specSteps());
        } else {
            assertThat(result.specStates()).isLessThanOrEqualTo(byTlc.distinct());
            assertThat(result.codeSteps()).isLessThan(result.specSteps());
        }
        return result;
    }

    /** From the spec to the code: each transition of the small models is in a walk, and the code takes the walks. */
    @TestFactory
    Stream<DynamicTest> theCodeTakesWalksThatCoverTheSpec() throws Exception {
        List<Explorable> small = new ArrayList<>();
        for (Explorable explorable : right()) {
            if (success(explorable).distinct() <= FEW) {
                small.add(explorable);
            }
        }
        return small.stream()
                .map(explorable -> dynamicTest(explorable.model(), () -> {
                    assertThat(refused(explorable)).isEmpty();
                }));
    }

    /** Returns the walks over the spec that the code does not take, each with the reason. */
    protected static List<String> refused(Explorable explorable) throws Exception {
        LoadedSpec spec = Bounds.of(model(explorable), explorable.model()).load();
        SpecWalks walks = SpecWalks.covering(spec, explorable.differences().keySet(), (int) SMALL, () -> false)
                .orElseThrow();
        assertThat(walks.transitions()).isPositive();
        CodeReplay replay = new CodeReplay(spec, explorable);
        List<String> refused = new ArrayList<>();
        for (SpecWalk walk : walks.walks()) {
            CodeReplay.Result result = replay.replay(walk);
            if (!result.isWhole()) {
                refused.add(String.join("\n", result.text(walk.toString())));
            }
        }
        return refused;
    }

    private static void requireFigures(Explorable explorable, ExplorationResult result) throws Exception {
        requireRow(
                explorable.model(),
                "%,d".formatted(result.codeStates()),
                "%,d".formatted(result.specStates()),
                "%,d".formatted(success(explorable).distinct()),
                "%,d".formatted(result.codeSteps()),
                "%,d".formatted(result.specSteps()));
    }

    private static void requireRow(String... cells) throws Exception {
        String row = "| " + String.join(" | ", cells) + " |";
        System.out.println(row);
        assertThat(Files.readAllLines(Path.of("README.md")).stream().anyMatch(line -> line.startsWith(row)))
                .as("impl/README.md has the row %s", row)
                .isTrue();
    }

    /** The shortest run is a trace, which is rejected at its last event. */
    @TestFactory
    Stream<DynamicTest> eachSlipIsFoundWithAShortestRunThatIsNoBehaviourOfTheSpec() {
        assertThat(slips().keySet()).isNotEmpty().containsAll(unseen().keySet()).containsAll(rare());
        return slips().keySet().stream().filter(slip -> !rare().contains(slip)).map(this::found);
    }

    @Tag("full")
    @TestFactory
    Stream<DynamicTest> soIsEachThatTakesLonger() {
        return rare().stream().map(this::found);
    }

    private DynamicTest found(String slip) {
        return dynamicTest(slip, () -> requireFound(slip, slips().get(slip)));
    }

    private void requireFound(String slip, List<Explorable> bounds) throws Exception {
        List<String> searched = new ArrayList<>();
        for (Explorable explorable : bounds) {
            ExplorationResult result = search(explorable);
            assertThat(result.isComplete()).isTrue();
            if (result.wrong().isPresent()) {
                List<Event> run = result.wrong().get().run();
                String action = run.get(run.size() - 1).action();
                requireRow("`" + slip + "`", explorable.model(), "" + run.size(), action);
                requireRejected(result, run);
                assertThat(unseen()).doesNotContainKey(slip);
                return;
            }
            searched.add(explorable.model());
        }
        assertThat(unseen()).containsKey(slip);
        requireRow("`" + slip + "`", "not at " + String.join(", ", searched), unseen().get(slip));
    }

    /** Looks for a step that is none of the spec with which traces are validated. */
    private static ExplorationResult search(Explorable explorable) throws Exception {
        InputStream header = new ByteArrayInputStream((explorable.header() + "\n").getBytes(StandardCharsets.UTF_8));
        try (LockstepReader reader = new LockstepReader(explorable.model(), header)) {
            LoadedSpec spec = SPECS.forTrace(explorable.model(), reader.header(), null, null);
            return new Exploration(spec, explorable).search(() -> false, (visited, waiting) -> {});
        }
    }

    private void requireRejected(ExplorationResult result, List<Event> run) throws Exception {
        Path trace = folder.resolve("t.ndjson");
        try (TraceWriter writer = new TraceWriter(Files.newBufferedWriter(trace), result.header())) {
            for (Event event : run) {
                writer.write(event);
            }
        }
        CheckResult checked = TraceAssertions.check(trace);
        assertThat(checked.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(checked.events()).isEqualTo(run.size());
    }
}
