package dev.lockstep.checker.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.model.Expectation.Deadlock;
import dev.lockstep.checker.model.Expectation.Kind;
import dev.lockstep.checker.model.Expectation.Success;
import dev.lockstep.checker.model.Expectation.Violation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLC's findings are compared with all that a model declares. */
class ModelCheckerTest {
    private static final Path CLOCK = Path.of("src/test/resources/models/clock/models");
    private static final ModelChecker CHECKER = new ModelChecker(ModelChecker.ownTlc(), "256m");

    private static Model model(String name) throws Exception {
        return Model.read(CLOCK.resolve(name + ".cfg"));
    }

    private static Model declaring(Model model, Expectation expectation) {
        return new Model(model.config(), model.module(), expectation, model.tier());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invariant",
                "initial-invariant",
                "action",
                "initial-property",
                "refinement",
                "lasso",
                "stuttering",
                "deadlock"
            })
    void whatIsDeclaredIsFound(String name) throws Exception {
        Model model = model(name);
        TlcOutcome outcome = CHECKER.check(model);
        assertThat(outcome.difference(model)).isNull();
        assertThat(outcome.counterexample()).isNotEmpty();
        assertThat(outcome.difference(declaring(model, new Success(6, 6))))
                .isEqualTo("expected success; distinct 6; depth 6, found " + model.expectation());
        if (model.expectation() instanceof Violation declared) {
            Violation longer = new Violation(declared.kind(), declared.property(), declared.steps() + 1);
            assertThat(outcome.difference(declaring(model, longer)))
                    .isEqualTo("expected " + longer + ", found " + declared);
            Violation other = new Violation(declared.kind(), "Other", declared.steps());
            assertThat(outcome.difference(declaring(model, other))).isNotNull();
            Kind kind = declared.kind() == Kind.LIVENESS ? Kind.PROPERTY : Kind.LIVENESS;
            Violation unlike = new Violation(kind, declared.property(), declared.steps());
            assertThat(outcome.difference(declaring(model, unlike))).isNotNull();
        } else {
            assertThat(outcome.difference(declaring(model, new Deadlock(5)))).isNotNull();
        }
    }

    @Test
    void aCountThatIsOffByOneIsADifference() throws Exception {
        Model model = model("success");
        TlcOutcome outcome = CHECKER.check(model);
        assertThat(outcome.difference(model)).isNull();
        assertThat(outcome.counterexample()).isEmpty();
        assertThat(outcome.generated()).isEqualTo(7);
        for (Success wrong : List.of(new Success(7, 6), new Success(5, 6), new Success(6, 7), new Success(6, 5))) {
            assertThat(outcome.difference(declaring(model, wrong)))
                    .isEqualTo("expected " + wrong + ", found success; distinct 6; depth 6");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"broken", "unevaluable"})
    void aModelThatTlcCannotCheckIsNeverAsDeclared(String name) throws Exception {
        Model model = model(name);
        TlcOutcome outcome = CHECKER.check(model);
        assertThat(outcome.found()).isEmpty();
        assertThat(outcome.difference(model))
                .startsWith("expected success; distinct 6; depth 6, but TLC could not check it: ")
                .hasSizeGreaterThan(80);
    }

    @Test
    void aTlcThatDoesNotRunIsADifference() throws Exception {
        Path noJar = Path.of("target/no-tlc.jar").toAbsolutePath();
        Model model = model("deadlock");
        TlcOutcome outcome = new ModelChecker(noJar, "64m").check(model);
        assertThat(outcome.found()).isEmpty();
        assertThat(outcome.difference(model)).contains("tlc2.TLC");
    }

    @Test
    void nothingIsLeftBehind() throws Exception {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        long before = scratchFolders(temporary);
        CHECKER.check(model("deadlock"));
        assertThat(scratchFolders(temporary)).isEqualTo(before);
    }

    private static long scratchFolders(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("lockstep-"))
                    .count();
        }
    }
}
