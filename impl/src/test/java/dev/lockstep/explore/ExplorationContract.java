package dev.lockstep.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.lockstep.checker.explore.CodeState;
import dev.lockstep.checker.explore.Exploration;
import dev.lockstep.checker.explore.ExplorationResult;
import dev.lockstep.checker.model.Expectation;
import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.protocol.Explorable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** All states of a protocol's code are those of its spec, at the bounds of models. */
public abstract class ExplorationContract {
    /** Returns what is explored of the right code. */
    protected abstract List<Explorable> right();

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

    protected static Model model(Explorable explorable) throws Exception {
        return Model.read(Path.of("../specs", explorable.model().replace("/", "/models/") + ".cfg"));
    }

    /** Visits all states, of which each takes some of its steps. */
    protected static ExplorationResult explored(Explorable explorable, UnaryOperator<List<Explorable.Transition>> some)
            throws Exception {
        Model model = model(explorable);
        SpecSource source = new SpecSource(model.moduleFile(), model.config(), model.modulePath(), Map.of());
        return new Exploration(SpecLoader.load(source), explorable.header(), new Visited(explorable.initial(), some))
                .run(() -> false, states -> {});
    }

    @TestFactory
    Stream<DynamicTest> theCodeHasTheStatesAndStepsOfTheSpecButForWhatIsDeclared() throws Exception {
        return tests(Model.Tier.FAST);
    }

    @Tag("full")
    @TestFactory
    Stream<DynamicTest> soItIsAtLargerBounds() throws Exception {
        return tests(Model.Tier.FULL);
    }

    private Stream<DynamicTest> tests(Model.Tier tier) throws Exception {
        Stream.Builder<DynamicTest> tests = Stream.builder();
        for (Explorable explorable : right()) {
            if (model(explorable).tier() == tier) {
                tests.add(dynamicTest(explorable.model(), () -> equals(explorable)));
            }
        }
        return tests.build();
    }

    private static void equals(Explorable explorable) throws Exception {
        ExplorationResult result = explored(explorable, UnaryOperator.identity());
        assertThat(result.wrong()).isEmpty();
        assertThat(result.missing().keySet()).isEqualTo(explorable.differences().keySet());
        assertThat(result.holds(explorable.differences().keySet())).isTrue();
        Expectation.Success byTlc = (Expectation.Success) model(explorable).expectation();
        if (result.missing().isEmpty()) {
            assertThat(result.specStates()).isEqualTo(byTlc.distinct());
            assertThat(result.depth()).isEqualTo(byTlc.depth());
            assertThat(result.codeSteps()).isEqualTo(result.specSteps());
        } else {
            assertThat(result.specStates()).isLessThanOrEqualTo(byTlc.distinct());
            assertThat(result.codeSteps()).isLessThan(result.specSteps());
        }
    }
}
