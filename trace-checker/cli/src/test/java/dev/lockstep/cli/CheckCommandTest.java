package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.trace.InvalidInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models of a user's own, and their counterexamples. */
class CheckCommandTest {
    private static final String VIOLATION = "violation of invariant Few; steps 4";

    @TempDir
    Path folder;

    private Path spec;

    @BeforeEach
    void writeSpec() throws IOException {
        spec = Files.writeString(folder.resolve("Steps.tla"), """
                ---- MODULE Steps ----
                EXTENDS Naturals
                CONSTANT Proc
                VARIABLES at, last
                Init == at = [p \\in Proc |-> 0] /\\ last = <<>>
                Go(p) ==
                    /\\ at[p] < 3
                    /\\ at' = [at EXCEPT ![p] = @ + 1]
                    /\\ last' = <<p>>
                Next == \\E p \\in Proc : Go(p)
                Spec == Init /\\ [][Next]_<<at, last>>
                Few == \\A p \\in Proc : at[p] < 3
                ====
                """);
    }

    private Path config(String name, String expectation, String more) throws IOException {
        return Files.writeString(
                folder.resolve(name + ".cfg"),
                "\\* expect: " + expectation + "\nSPECIFICATION Spec\nCONSTANT Proc = {\"a\", q}\n" + more);
    }

    private Path refuted() throws IOException {
        return config("Steps", VIOLATION, "INVARIANT Few\nCHECK_DEADLOCK FALSE\n");
    }

    @Test
    void aModelOfOnesOwnIsNamedByItsConfig() throws Exception {
        Run run = Run.of("check", refuted());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("ok ").contains("/Steps ", VIOLATION).doesNotContain("Go  ");
        assertThat(run.err()).doesNotContain("\r");
    }

    @Test
    void aCounterexampleThatIsNotAsDeclaredIsPrinted() throws Exception {
        Path config = config("Steps", "violation of invariant Few; steps 5", "INVARIANT Few\nCHECK_DEADLOCK FALSE\n");
        Run run = Run.of("check", config);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("WRONG ")
                .contains("  1  the initial state", "last = <<>>", "  4  Go  ", "Steps.tla:7")
                .doesNotContain("  5  ", "\r");
        Run json = Run.of("check", "--json", config);
        assertThat(json.out())
                .contains("\"counterexample\":[{\"state\":{\"at\":")
                .contains("\"action\":\"Go\"");
        assertThat(json.err()).isEmpty();
    }

    /** Without the invariant the counterexample is a behaviour; with it, its last event is rejected, and for that invariant. */
    @ParameterizedTest
    @ValueSource(strings = {"t.ndjson", "t.itf.json"})
    void aDumpedCounterexampleIsATrace(String name) throws Exception {
        Path refuted = refuted();
        Path dump = folder.resolve(name);
        assertThat(Run.of("check", "--trace", "--dump", dump, refuted).exitCode())
                .isZero();
        Path free = config("free", "success; distinct 1; depth 1", "");
        String format = name.endsWith(".itf.json") ? "itf" : "lockstep";
        Run accepted = Run.of("validate", "--spec", spec, "--config", free, "--format", format, dump);
        assertThat(accepted.out()).contains("accepted, 3 events");
        Run rejected = Run.of("validate", "--spec", spec, "--config", refuted, "--format", format, dump);
        assertThat(rejected.exitCode()).isEqualTo(1);
        assertThat(rejected.out()).contains("event 3 ", "invariant Few");
        Path altered = Files.writeString(
                folder.resolve("altered-" + name), Files.readString(dump).replaceAll("2(?=[\\],])", "3"));
        assertThat(Files.readString(altered)).isNotEqualTo(Files.readString(dump));
        assertThat(Run.of("validate", "--spec", spec, "--config", free, "--format", format, altered)
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void theCompiledEngineFindsTheSameAndItsCounterexampleIsATrace() throws Exception {
        Path refuted = refuted();
        Path dump = folder.resolve("compiled.ndjson");
        Run run = Run.of("check", "--engine", "compiled", "--trace", "--dump", dump, refuted);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("ok ")
                .contains(VIOLATION, "[compiled; ", "  4  Go  ", "Steps.tla:7")
                .contains("1 models were searched by the compiled engine, 0 by TLC");
        Path free = config("free", "success; distinct 25; depth 7\n\\* module: Steps", "CHECK_DEADLOCK FALSE\n");
        assertThat(Run.of("validate", "--spec", spec, "--config", free, dump).out())
                .contains("accepted, 3 events");
        Run json = Run.of("check", "--engine", "compiled", "--json", free);
        assertThat(json.exitCode()).isZero();
        assertThat(json.out()).contains("\"distinct\":25,", "\"engine\":\"compiled; ");
        Path wrong = config("wrong", "success; distinct 26; depth 7\n\\* module: Steps", "CHECK_DEADLOCK FALSE\n");
        assertThat(Run.of("check", "--engine", "compiled", wrong).exitCode()).isEqualTo(1);
    }

    @Test
    void whatOnlyTlcKnowsIsGivenToTlcWhichIsToldAndCounted() throws Exception {
        Files.writeString(spec, Files.readString(spec).replace("====", "Ends == <>(last # <<>>)\n===="));
        Path live = config(
                "live",
                "violation of liveness Ends; steps 1\n\\* module: Steps",
                "PROPERTY Ends\nCHECK_DEADLOCK FALSE\n");
        Run run = Run.of("check", "--engine", "compiled", live);
        assertThat(run.out())
                .startsWith("ok ")
                .contains("[TLC: the liveness of Ends is not for the compiled engine]")
                .contains("0 models were searched by the compiled engine, 1 by TLC");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void whatCannotBeDumpedIsSaid() throws Exception {
        Path holds = config("Steps", "success; distinct 31; depth 7", "CHECK_DEADLOCK FALSE\n");
        Path dump = folder.resolve("t.ndjson");
        Run none = Run.of("check", "--dump", dump, holds);
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("TLC has found no counterexample in");
        assertThat(dump).doesNotExist();
        Run other = Run.of("check", "--dump", folder.resolve("t.txt"), holds);
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.err()).contains("FILE.itf.json or FILE.ndjson");
    }

    @Test
    void aModelThatDeclaresNothingMustHaveNoErrorAndIsToldWhatItCouldDeclare() throws Exception {
        String plain = "SPECIFICATION Spec\nCONSTANT Proc = {\"a\", q}\nCHECK_DEADLOCK FALSE\n";
        Path config = Files.writeString(folder.resolve("Steps.cfg"), plain);
        for (Path named : List.of(config, folder)) {
            Run run = Run.of("check", named);
            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).startsWith("ok ").contains("success; distinct 25; depth 7");
        }
        Files.writeString(config, plain + "INVARIANT Few\n");
        Run refuted = Run.of("check", config);
        assertThat(refuted.exitCode()).isEqualTo(1);
        assertThat(refuted.out())
                .startsWith("WRONG ")
                .contains("expected no error (nothing is declared), found " + VIOLATION, "  4  Go  ");
        assertThat(Run.of("check", "--list", config).out()).contains("nothing is declared");
    }

    @Test
    void modelsAreTestCases() throws Exception {
        Path report = folder.resolve("r.xml");
        assertThat(Run.of("check", "--report", "junit=" + report, refuted()).exitCode())
                .isZero();
        assertThat(Files.readString(report)).contains("tests=\"1\" failures=\"0\" errors=\"0\"", "name=\"Steps\"");
        Path wrong = config("Steps", "success; distinct 31; depth 7", "INVARIANT Few\n");
        Path summary = folder.resolve("summary.md");
        assertThat(Run.of("check", "--report", "junit=" + report, "--report", "markdown=" + summary, wrong)
                        .exitCode())
                .isEqualTo(1);
        assertThat(Files.readString(report))
                .contains("failures=\"1\"", "type=\"not as declared\"", "found " + VIOLATION);
        assertThat(Files.readString(summary))
                .startsWith("### Lockstep: 0 of 1 model is as declared\n\n<details open><summary>")
                .contains("/Steps: expected success", "found " + VIOLATION + "</summary>\n\n```text\n", "  4  Go  ")
                .endsWith("\n```\n\n</details>\n");
        Path none = config("Steps", "deadlock; steps 7", "INVARIANT Nothing\n");
        assertThat(Run.of("check", "--report", "junit=" + report, none).exitCode())
                .isEqualTo(1);
        assertThat(Files.readString(report)).contains("failures=\"0\" errors=\"1\"", "Nothing");
        assertThat(Run.of("check", "--report", "mermaid=" + report, none).exitCode())
                .isEqualTo(2);
    }

    /** The models of two folders, of which one holds two modules' models; {@code other/Big} is of tier full. */
    private List<Model> models() throws IOException, InvalidInputException {
        List<Model> models = new ArrayList<>();
        for (String model : List.of(
                "steps/Small success; distinct 4; depth 2 Twice fast",
                "steps/Large success; distinct 90; depth 2 MCTwice fast",
                "steps/broken-Few violation of invariant Few; steps 4 Steps fast",
                "steps/Steps-2 success; distinct 9; depth 2 Steps fast",
                "other/Big success; distinct 6000; depth 9 Other full",
                "other/Middle success; distinct 50; depth 9 Other fast")) {
            int name = model.indexOf(' ');
            int tier = model.lastIndexOf(' ');
            int module = model.lastIndexOf(' ', tier - 1);
            Path config = folder.resolve(model.substring(0, name) + ".cfg");
            Files.createDirectories(config.getParent());
            String moduleName = model.substring(module + 1, tier);
            Files.writeString(config.resolveSibling(moduleName + ".tla"), "");
            models.add(Model.read(Files.writeString(
                    config,
                    "\\* expect: " + model.substring(name + 1, module) + "\n\\* module: " + moduleName + "\n\\* tier: "
                            + model.substring(tier + 1) + "\n")));
        }
        return models;
    }

    private static List<String> namesOf(List<Model> models) {
        return models.stream().map(Model::qualifiedName).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "steps, steps/Small steps/Large steps/broken-Few steps/Steps-2",
        "broken-Few, steps/broken-Few",
        "steps/broken-Few, steps/broken-Few",
        "'broken-*', steps/broken-Few",
        "'*/{Small,M*}', steps/Small other/Middle",
        "other, other/Middle",
        "other/Big, other/Big",
    })
    void aModelIsNamedByProtocolNameOrGlob(String name, String expected) throws Exception {
        assertThat(namesOf(ModelNames.select(List.of(name), false, models()))).containsExactly(expected.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "broken-Few2, there is no protocol or model broken-Few2; did you mean broken-Few?",
        "othre, there is no protocol or model othre; did you mean other?",
        "'nothing-*', 'there is no protocol or model nothing-*; the protocols are other, steps, and --list lists the models'",
        "B*, all models that B* names are of tier full: add --full",
    })
    void aNameOfNoModelIsToldWhatIsLikeIt(String name, String message) throws Exception {
        List<Model> models = models();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelNames.select(List.of(name), false, models))
                .withMessage(message);
    }

    /** The protocol steps has a module of its name; twice has two modules whose names end so in the same folder, other none. */
    @Test
    void theQuickDemoHasASmallModelOfEachProtocol() throws Exception {
        assertThat(namesOf(DemoCommand.quick(models(), List.of("other", "steps", "twice"))))
                .containsExactly("other/Middle", "steps/Steps-2", "steps/Large");
    }

    @Test
    void aListNamesEachModelAndWhatItDeclares() throws Exception {
        Run run = Run.of("check", "--list", refuted());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("/Steps ", " fast ", VIOLATION).doesNotContain("ok ");
    }

    @Test
    void likeNamesAreNear() {
        assertThat(ModelNames.distance("broken-not-fifo", "broken-not-fifo")).isZero();
        assertThat(ModelNames.distance("broken-not-fif", "broken-not-fifo")).isOne();
        assertThat(ModelNames.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(ModelNames.distance("", "abc")).isEqualTo(3);
    }

    @Test
    void aPipeGetsPlainLinesAndJsonNothing() {
        StringWriter lines = new StringWriter();
        try (Progress progress = new Progress(Progress.Form.LINES, new PrintWriter(lines), "models", 2)) {
            progress.begin("a/B");
            progress.tell("a/B", "12 states");
            progress.end("a/B");
        }
        assertThat(lines.toString()).isEqualTo("a/B: 12 states so far" + System.lineSeparator());
        StringWriter nothing = new StringWriter();
        try (Progress progress = new Progress(Progress.Form.NOTHING, new PrintWriter(nothing), "models", 2)) {
            progress.tell("a/B", "12 states");
        }
        assertThat(nothing.toString()).isEmpty();
    }

    /** The bar is gone from the line before a result is printed there. */
    @Test
    void aTerminalHasABarThatNamesWhatIsUnderWay() {
        StringWriter err = new StringWriter();
        StringWriter out = new StringWriter();
        try (Progress progress = new Progress(Progress.Form.BAR, new PrintWriter(err), "models", 2)) {
            progress.begin("a/B");
            progress.tell("a/B", "12 states");
            progress.print(new PrintWriter(out), "ok a/B");
            progress.end("a/B");
        }
        assertThat(out.toString()).isEqualTo("ok a/B" + System.lineSeparator());
        assertThat(err.toString()).endsWith("\r");
    }
}
