package dev.lockstep.specs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.lockstep.checker.model.Expectation;
import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.model.ModelChecker;
import dev.lockstep.checker.model.ModelOutcome;
import dev.lockstep.checker.model.RecordedCounterexamples;
import dev.lockstep.checker.model.TlcArchive;
import dev.lockstep.checker.trace.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** TLC must find in each model exactly what the model declares: property, length, number of states, depth. */
class ModelsTest {
    private static final Path SPECS = Path.of("").toAbsolutePath();
    private static final ModelChecker CHECKER = checker();

    /** What is found is kept for the pages of {@code lockstep read}. */
    private static final RecordedCounterexamples RECORDED =
            RecordedCounterexamples.ofBuild(SPECS).orElseThrow();

    private static ModelChecker checker() {
        try {
            return new ModelChecker(
                    ModelChecker.ownTlc(), "3g", TlcArchive.in(Path.of("target"), ModelChecker.ownTlc()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> everyFastModelIsAsDeclared() throws InvalidInputException {
        return asDeclared(Model.Tier.FAST);
    }

    @Tag("full")
    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> everyFullModelIsAsDeclared() throws InvalidInputException {
        return asDeclared(Model.Tier.FULL);
    }

    private Stream<DynamicTest> asDeclared(Model.Tier tier) throws InvalidInputException {
        List<Model> models = Model.below(SPECS).stream()
                .filter(model -> model.tier() == tier)
                .toList();
        return models.stream()
                .map(model -> dynamicTest(model.qualifiedName(), () -> {
                    ModelOutcome outcome = CHECKER.check(model);
                    assertThat(outcome.difference(model)).isNull();
                    RECORDED.keep(model, outcome);
                }));
    }

    @Test
    void everyProtocolHasModelsThatHoldAndModelsThatMustFail() throws InvalidInputException {
        List<Model> models = Model.below(SPECS);
        List<String> protocols = models.stream().map(Model::protocol).distinct().toList();
        assertThat(protocols)
                .isNotEmpty()
                .allSatisfy(protocol -> assertThat(models)
                        .filteredOn(model -> model.protocol().equals(protocol))
                        .anyMatch(model -> model.expectation() instanceof Expectation.Success)
                        .anyMatch(model -> model.expectation() instanceof Expectation.Violation));
    }

    /** The canary of this class: a declaration that is off by one, in each figure, is seen. */
    @Test
    void aDeclarationThatIsOffByOneIsADifference() throws Exception {
        Model model = Model.below(SPECS).stream()
                .filter(m -> m.name().equals("LamportMutex-2x2"))
                .findFirst()
                .orElseThrow();
        Expectation.Success declared = (Expectation.Success) model.expectation();
        var outcome = CHECKER.check(model);
        assertThat(outcome.difference(model)).isNull();
        assertThat(outcome.difference(declaring(model, declared.distinct() + 1, declared.depth())))
                .isEqualTo("expected success; distinct " + (declared.distinct() + 1) + "; depth " + declared.depth()
                        + ", found " + declared);
        assertThat(outcome.difference(declaring(model, declared.distinct(), declared.depth() - 1)))
                .contains("found " + declared);
    }

    private static Model declaring(Model model, long distinct, int depth) {
        return new Model(model.config(), model.module(), new Expectation.Success(distinct, depth), model.tier());
    }
}
