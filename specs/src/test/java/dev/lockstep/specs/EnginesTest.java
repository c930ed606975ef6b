package dev.lockstep.specs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.lockstep.checker.model.CompiledEngine;
import dev.lockstep.checker.model.Expectation;
import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.model.ModelChecker;
import dev.lockstep.checker.model.ModelOutcome;
import dev.lockstep.checker.model.TlcArchive;
import dev.lockstep.checker.trace.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The compiled engine finds in each model what TLC finds: distinct states, generated states, depth, or the property and the length of the
 * counterexample. {@code SearchProperties} does so for random specs, and has the canary.
 */
class EnginesTest {
    private static final Path SPECS = Path.of("").toAbsolutePath();
    private static final int THREADS = 2;

    /**
     * In {@code RaftCore}, terms are drawn from a UNION of intervals. TLC goes through such a union interval by interval, and generates a
     * step again for each interval that has the term; the compiled evaluator goes through the elements.
     */
    private static final String UNION_OF_INTERVALS = "RaftCore";

    private final ModelChecker tlc = checker();

    private static ModelChecker checker() {
        try {
            return new ModelChecker(
                    ModelChecker.ownTlc(), "3g", TlcArchive.in(Path.of("target"), ModelChecker.ownTlc()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In every build: of each protocol the smallest model that holds, and the one with the shortest counterexample. */
    @TestFactory
    Stream<DynamicTest> bothFindTheSameInTheSmallestModels() throws InvalidInputException {
        Map<String, List<Model>> byProtocol = ofSafety().collect(Collectors.groupingBy(Model::protocol));
        return byProtocol.values().stream()
                .flatMap(models -> Stream.of(
                        models.stream()
                                .filter(model -> model.expectation() instanceof Expectation.Success)
                                .min(Comparator.comparing(
                                        model -> ((Expectation.Success) model.expectation()).distinct()))
                                .orElseThrow(),
                        models.stream()
                                .filter(model -> model.expectation() instanceof Expectation.Violation)
                                .min(Comparator.comparing(
                                        model -> ((Expectation.Violation) model.expectation()).steps()))
                                .orElseThrow()))
                .map(this::same);
    }

    @Tag("full")
    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> bothFindTheSameInEveryFastModel() throws InvalidInputException {
        return ofSafety().map(this::same);
    }

    /** Those that hold, or fail by what states and steps show. */
    private static Stream<Model> ofSafety() throws InvalidInputException {
        return Model.below(SPECS).stream()
                .filter(model -> model.tier() == Model.Tier.FAST)
                .filter(model -> !(model.expectation() instanceof Expectation.Violation violation
                        && violation.kind() == Expectation.Kind.LIVENESS));
    }

    private DynamicTest same(Model model) {
        return dynamicTest(model.qualifiedName(), () -> compare(model));
    }

    private void compare(Model model) throws Exception {
        ModelOutcome byTlc = tlc.outcome(model, states -> {});
        ModelOutcome compiled = new CompiledEngine((asked, progress) -> byTlc, THREADS, List.of(), () -> false)
                .outcome(model, states -> {});
        assertThat(compiled.found()).isEqualTo(byTlc.found()).isPresent();
        if (compiled.found().get() instanceof Expectation.Success) {
            assertThat(compiled.distinct()).isEqualTo(byTlc.distinct());
            assertThat(compiled.depth()).isEqualTo(byTlc.depth());
            if (model.module().contains(UNION_OF_INTERVALS)) {
                assertThat(compiled.generated()).isLessThanOrEqualTo(byTlc.generated());
            } else {
                assertThat(compiled.generated()).isEqualTo(byTlc.generated());
            }
        } else {
            assertThat(compiled.counterexample().states())
                    .hasSameSizeAs(byTlc.counterexample().states());
        }
    }
}
