package dev.lockstep.checker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.checker.model.Expectation.Deadlock;
import dev.lockstep.checker.model.Expectation.Kind;
import dev.lockstep.checker.model.Expectation.Success;
import dev.lockstep.checker.model.Expectation.Traces;
import dev.lockstep.checker.model.Expectation.Violation;
import dev.lockstep.checker.trace.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a config declares of its model. */
class ModelTest {
    private static final Path CLOCK = Path.of("src/test/resources/models/clock/models");

    @TempDir
    Path folder;

    @Test
    void eachFormOfAnExpectationIsRead() {
        List<Expectation> all = List.of(
                new Success(12345678901L, 31),
                new Violation(Kind.INVARIANT, "MutualExclusion", 9),
                new Violation(Kind.PROPERTY, "Refines", 2),
                new Violation(Kind.LIVENESS, "Granted", 5),
                new Deadlock(4),
                new Traces());
        for (Expectation expectation : all) {
            assertThat(Expectation.parse(expectation.toString())).contains(expectation);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "success",
                "success; distinct 5",
                "success; distinct -5; depth 2",
                "success; distinct 5; depth 2; more",
                "Success; distinct 5; depth 2",
                "violation; steps 3",
                "violation of theorem T; steps 3",
                "violation of invariant; steps 3",
                "violation of invariant A B; steps 3",
                "violation of invariant A",
                "deadlock",
                "error",
                "success; distinct 99999999999999999999; depth 2",
                "deadlock; steps 99999999999"
            })
    void nothingElseIsAnExpectation(String text) throws Exception {
        assertThat(Expectation.parse(text)).isEmpty();
        Path config = config("\\* expect: " + text, "\\* module: M");
        assertThatThrownBy(() -> Model.read(config))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(config + ":1: \"" + text + "\" is no expectation; the forms are: success;");
    }

    private Path config(String... lines) throws IOException {
        Files.writeString(folder.resolve("M.tla"), "---- MODULE M ----\n====\n");
        return Files.write(folder.resolve("m.cfg"), List.of(lines));
    }

    private void isInvalid(String message, String... lines) throws IOException {
        Path config = config(lines);
        assertThatThrownBy(() -> Model.read(config)).hasMessageStartingWith(config + message);
    }

    @Test
    void aConfigDeclaresItsModule() throws Exception {
        Model model = Model.read(CLOCK.resolve("lasso.cfg"));
        assertThat(model.name()).isEqualTo("lasso");
        assertThat(model.protocol()).isEqualTo("clock");
        assertThat(model.module()).isEqualTo("Clock");
        assertThat(model.tier()).isEqualTo(Model.Tier.FULL);
        assertThat(model.expectation()).isEqualTo(new Violation(Kind.LIVENESS, "ReachesFive", 3));
        assertThat(model.moduleFile()).endsWith(Path.of("clock", "Clock.tla"));
        assertThat(Model.read(CLOCK.resolve("success.cfg")).tier()).isEqualTo(Model.Tier.FAST);
    }

    @Test
    void whatIsMissingOrWrongIsSaid() throws Exception {
        String expect = "\\* expect: deadlock; steps 1";
        isInvalid(":1: the model declares no \"\\* expect:\"", "\\* module: M");
        isInvalid(":1: there is no module m.tla in ", expect);
        isInvalid(":2: a second expectation", expect, expect, "\\* module: M");
        isInvalid(":1: tier is fast or full, not slow", expect, "\\* module: M", "\\* tier: slow");
        isInvalid(":1: there is no module N.tla in ", expect, "\\* module: N");
        Path none = folder.resolve("none.cfg");
        assertThatThrownBy(() -> Model.read(none)).hasMessageStartingWith(none + ": cannot be read");
    }

    @Test
    void allConfigsBelowAFolderAreModels() throws Exception {
        assertThat(Model.below(CLOCK.getParent()))
                .extracting(Model::name)
                .contains("success", "lasso", "deadlock")
                .isSorted();
        config("\\* module: M", "SPECIFICATION Spec");
        assertThatThrownBy(() -> Model.below(folder)).hasMessageContaining("declares no");
        assertThat(Model.anyBelow(folder)).extracting(Model::expectation).containsExactly(new Expectation.NoError());
        config("\\* module: M", "\\* expect: accepted traces");
        assertThat(Model.below(folder)).isEmpty();
    }
}
