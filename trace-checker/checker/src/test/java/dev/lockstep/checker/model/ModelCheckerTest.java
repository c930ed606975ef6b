package dev.lockstep.checker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.checker.model.Expectation.Deadlock;
import dev.lockstep.checker.model.Expectation.Kind;
import dev.lockstep.checker.model.Expectation.Success;
import dev.lockstep.checker.model.Expectation.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLC's findings are compared with all that a model declares. */
class ModelCheckerTest {
    private static final Path CLOCK = Path.of("src/test/resources/models/clock/models");
    private static final ModelChecker CHECKER = new ModelChecker(ModelChecker.ownTlc(), "256m", null);

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
        ModelOutcome outcome = CHECKER.check(model);
        assertThat(outcome.difference(model)).isNull();
        assertThat(outcome.counterexample().states()).isNotEmpty();
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
        ModelOutcome outcome = CHECKER.check(model);
        assertThat(outcome.difference(model)).isNull();
        assertThat(outcome.counterexample().states()).isEmpty();
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
        ModelOutcome outcome = CHECKER.check(model);
        assertThat(outcome.found()).isEmpty();
        assertThat(outcome.difference(model))
                .startsWith("expected success; distinct 6; depth 6, but it could not be checked: ")
                .hasSizeGreaterThan(80);
    }

    @Test
    void whatTheParserSaysOfAModuleIsTold(@TempDir Path folder) throws Exception {
        Path config = Files.createDirectory(folder.resolve("models")).resolve("Wrong.cfg");
        Files.writeString(folder.resolve("Wrong.tla"), "---- MODULE Wrong ----\nVARIABLE x\nSpec == x = y\n====\n");
        Files.writeString(
                config,
                "\\* module: Wrong\n\\* expect: success; distinct 1; depth 1\n\\* tier: fast\n\\* why: It is wrong.\n"
                        + "SPECIFICATION Spec\n");
        Model model = Model.read(config);
        assertThat(CHECKER.check(model).difference(model))
                .startsWith("expected success; distinct 1; depth 1, but it could not be checked: ")
                .contains("line 3, col 13 to line 3, col 13 of module Wrong Unknown operator: `y'");
    }

    @Test
    void aTlcThatDoesNotRunIsADifference() throws Exception {
        Path noJar = Path.of("target/no-tlc.jar").toAbsolutePath();
        Model model = model("deadlock");
        ModelOutcome outcome = new ModelChecker(noJar, "64m", null).check(model);
        assertThat(outcome.found()).isEmpty();
        assertThat(outcome.difference(model)).contains("tlc2.TLC");
    }

    /** What TLC finds does not depend on where its classes come from; and the archive is made once. */
    @Test
    void anArchiveOfClassesChangesNoFigure(@TempDir Path folder) throws Exception {
        Path archive = TlcArchive.in(folder, ModelChecker.ownTlc());
        assertThat(archive).isNotEmptyFile();
        FileTime made = Files.getLastModifiedTime(archive);
        assertThat(TlcArchive.in(folder, ModelChecker.ownTlc())).isEqualTo(archive);
        assertThat(Files.getLastModifiedTime(archive)).isEqualTo(made);
        ModelChecker archived = new ModelChecker(ModelChecker.ownTlc(), "256m", archive);
        for (String name : List.of("success", "invariant", "lasso")) {
            ModelOutcome with = archived.check(model(name));
            ModelOutcome without = CHECKER.check(model(name));
            assertThat(with.difference(model(name))).isNull();
            assertThat(with.counterexample()).isEqualTo(without.counterexample());
            assertThat(with.generated()).isEqualTo(without.generated());
        }
    }

    @Test
    void aJarThatIsNoTlcHasNoArchive(@TempDir Path folder) throws Exception {
        Path jar = Files.writeString(folder.resolve("no.jar"), "no jar");
        assertThatThrownBy(() -> TlcArchive.in(folder, jar))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("tlc2.TLC");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(jar);
        }
    }

    @Test
    void aCounterexampleHasActionsAndVariables() throws Exception {
        Counterexample lasso = CHECKER.check(model("lasso")).counterexample();
        assertThat(lasso.loop()).hasValue(0);
        assertThat(lasso.states())
                .containsExactly(
                        new Counterexample.State("", "", 0, Map.of("hour", "0")),
                        new Counterexample.State("Tick", "Clock", 8, Map.of("hour", "2")),
                        new Counterexample.State("Tick", "Clock", 8, Map.of("hour", "4")));
        Counterexample stuttering = CHECKER.check(model("stuttering")).counterexample();
        assertThat(stuttering.loop()).hasValue(3);
        assertThat(stuttering.states()).hasSize(4);
        assertThat(CHECKER.check(model("deadlock")).counterexample().loop()).isEmpty();
        assertThat(CHECKER.check(model("initial-invariant")).counterexample().states())
                .containsExactly(new Counterexample.State("", "", 0, Map.of("hour", "0")));
    }

    /** The model has no end; the thread that checks it is interrupted once TLC has begun to search. */
    @Test
    void anInterruptEndsTlc(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("Endless.tla"), """
                ---- MODULE Endless ----
                EXTENDS Naturals
                VARIABLE n
                Spec == n = 0 /\\ [][n' = n + 1]_n
                ====
                """);
        Path config = Files.writeString(
                folder.resolve("Endless.cfg"), "\\* expect: success; distinct 1; depth 1\nSPECIFICATION Spec\n");
        CountDownLatch searching = new CountDownLatch(1);
        FutureTask<ModelOutcome> check =
                new FutureTask<>(() -> CHECKER.check(Model.read(config), distinct -> searching.countDown()));
        Thread thread = new Thread(check);
        thread.start();
        searching.await();
        List<ProcessHandle> running = ProcessHandle.current().descendants().toList();
        assertThat(running).isNotEmpty();
        thread.interrupt();
        thread.join();
        assertThatThrownBy(check::get).hasCauseInstanceOf(InterruptedException.class);
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
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
