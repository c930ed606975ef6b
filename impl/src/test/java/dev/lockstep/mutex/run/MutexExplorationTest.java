package dev.lockstep.mutex.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.explore.CodeState;
import dev.lockstep.checker.explore.Exploration;
import dev.lockstep.checker.explore.ExplorationResult;
import dev.lockstep.checker.model.Expectation;
import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.TraceWriter;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.mutex.LamportMutex;
import dev.lockstep.mutex.Slip;
import dev.lockstep.protocol.Explorable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All states of the mutex's code are those of its spec, at a model's bounds; each slip is found with a shortest run to it. */
class MutexExplorationTest {
    private static final Set<String> DECLARED = Set.of("Ended");

    @TempDir
    private Path directory;

    /** Lets the checker visit what a protocol describes, but for some steps. */
    private record Visited(Explorable.State state, UnaryOperator<List<Explorable.Transition>> some)
            implements CodeState {
        @Override
        public Object key() {
            return state.key();
        }

        @Override
        public List<CodeStep> steps() {
            return some.apply(state.steps()).stream()
                    .map(step -> new CodeStep(step.event(), new Visited(step.after(), some)))
                    .toList();
        }
    }

    private static Model model(Explorable explorable) throws Exception {
        return Model.read(Path.of("../specs", explorable.model().replace("/", "/models/") + ".cfg"));
    }

    private static ExplorationResult explored(Explorable explorable, UnaryOperator<List<Explorable.Transition>> some)
            throws Exception {
        Model model = model(explorable);
        SpecSource source = new SpecSource(model.moduleFile(), model.config(), model.modulePath(), Map.of());
        return new Exploration(SpecLoader.load(source), explorable.header(), new Visited(explorable.initial(), some))
                .run(() -> false, states -> {});
    }

    @Test
    void theCodeHasTheStatesAndStepsOfTheSpecButForWhatIsDeclared() throws Exception {
        Explorable mutex = new MutexProtocol().explorations().get(0);
        ExplorationResult result = explored(mutex, UnaryOperator.identity());
        assertThat(mutex.differences().keySet()).isEqualTo(DECLARED);
        assertThat(result.holds(DECLARED)).isTrue();
        Expectation.Success byTlc = (Expectation.Success) model(mutex).expectation();
        assertThat(result.specStates()).isEqualTo(byTlc.distinct()).isEqualTo(result.codeStates());
        assertThat(result.depth()).isEqualTo(byTlc.depth());
        assertThat(result.specSteps())
                .isEqualTo(result.codeSteps() + result.missing().get("Ended").count());
        assertThat(result.stale(Set.of("Ended", "Enter"))).containsExactly("Enter");
    }

    /** The canary of completeness: code that never releases does less than the spec, which is told with a way to it. */
    @Test
    void whatTheCodeDoesNotDoIsTold() throws Exception {
        ExplorationResult result = explored(
                MutexProtocol.exploration(2, 2, LamportMutex::new),
                steps -> steps.stream()
                        .filter(step -> !step.event().contains("\"Release\""))
                        .toList());
        assertThat(result.wrong()).isEmpty();
        assertThat(result.undeclared(DECLARED)).containsExactly("Release");
        assertThat(result.holds(DECLARED)).isFalse();
        assertThat(result.missing().get("Release").run())
                .extracting(Event::action)
                .containsExactly("Request", "ReceiveRequest", "ReceiveAcknowledge", "Enter");
    }

    /** The shortest run is a trace, which is rejected at its last event. */
    @ParameterizedTest
    @EnumSource(Slip.class)
    void eachSlipIsFoundWithAShortestRun(Slip slip) throws Exception {
        boolean isOfThree = slip == Slip.FORGETS_ONE_PROCESS || slip == Slip.ENTERS_WITHOUT_HEARING_FROM_ONE;
        Explorable mutex = MutexProtocol.exploration(isOfThree ? 3 : 2, isOfThree ? 1 : 2, slip::core);
        ExplorationResult result = explored(mutex, UnaryOperator.identity());
        assertThat(result.wrong()).isPresent();
        List<Event> run = result.wrong().get().run();
        System.out.println(slip + ": found in " + run.size() + " steps, after " + result.codeStates() + " states: "
                + run.get(run.size() - 1).action());
        Path trace = directory.resolve("t.ndjson");
        try (TraceWriter writer = new TraceWriter(Files.newBufferedWriter(trace), result.header())) {
            for (Event event : run) {
                writer.write(event);
            }
        }
        var checked = TraceAssertions.check(trace);
        assertThat(checked.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(checked.events()).isEqualTo(run.size());
    }
}
