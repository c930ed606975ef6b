package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a config for TLC says beyond behaviours and invariants is told; what is wrong with it is told with a line that exists. */
class ConfigOfTraceTest {
    private static final String MODULE = """
            ---- MODULE Lamp ----
            EXTENDS Naturals
            CONSTANT Step
            VARIABLE glow
            Init == glow = 0
            Brighter == glow' = glow + Step
            Darker == glow >= Step /\\ glow' = glow - Step
            Next == Brighter \\/ Darker
            Spec == Init /\\ [][Next]_glow
            Rises == glow' > glow
            NeverDarker == [][Rises]_glow
            Bounded == [](glow < 3)
            Ends == <>(glow = 0)
            Few == glow < 9
            Shown == [twice |-> 2 * glow]
            Now == glow
            Up == glow' > glow
            UpSpec == glow = 0 /\\ [][Up]_glow
            Refines == UpSpec
            Steps == glow' # glow
            Changes == [][glow' \\in {glow - Step, glow + Step}]_glow
            Lives == [][glow' # glow]_glow /\\ <>(glow = 1)
            Lit == glow = 1
            ====
            """;
    private static final String CONFIG = "SPECIFICATION Spec\nCONSTANT Step = 1\n";

    @TempDir
    Path folder;

    private Path spec;
    private Path config;
    private Path trace;

    @BeforeEach
    void aTraceThatGoesUpAndDown() throws IOException {
        spec = Files.writeString(folder.resolve("Lamp.tla"), MODULE);
        config = Files.writeString(folder.resolve("Lamp.cfg"), CONFIG);
        trace = Files.writeString(folder.resolve("t.ndjson"), """
                {"lockstep":1,"spec":"Lamp"}
                {"action":"Brighter","state":{"glow":1}}
                {"action":"Brighter","state":{"glow":2}}
                {"action":"Darker","state":{"glow":1}}
                """);
    }

    private Run with(String config) throws IOException {
        Files.writeString(this.config, config);
        return Run.validate(spec, trace);
    }

    private void isAccepted(String config, String told) throws IOException {
        assertThat(with(config)).isEqualTo(new Run(0, trace + ": accepted, 3 events\n", told));
    }

    private void isInvalid(String config, String place, String message) throws IOException {
        Run run = with(config);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith(folder.resolve(place) + ":").contains(": error: " + message);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void nothingIsToldOfAConfigThatIsCheckedAsAWhole() throws Exception {
        isAccepted(CONFIG + "INVARIANT Few\n", "");
        isAccepted(CONFIG + "PROPERTY Bounded\n", "");
        assertThat(with((CONFIG + "PROPERTY Bounded\n").replace("Step = 1", "Step = 2"))
                        .exitCode())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "CONSTRAINTS Few, CONSTRAINT Few",
        "PROPERTIES Bounded Ends, PROPERTY Ends",
        "PROPERTIES Lives, the liveness of PROPERTY Lives",
    })
    void aConstraintOrPropertyThatIsNotCheckedIsNamed(String statement, String named) throws Exception {
        isAccepted(CONFIG + statement + "\n", "Lamp.cfg: not checked in traces: " + named + "\n");
        Run json = Run.of("validate", "--json", "--spec", spec, trace);
        assertThat(json.out()).contains("\"unchecked\":[\"" + named + "\"]");
    }

    /** By the evaluator, and by TLC. */
    @ParameterizedTest
    @CsvSource({
        "ACTION_CONSTRAINT Rises, Lamp.tla:10:10, ACTION_CONSTRAINT Rises",
        "PROPERTY NeverDarker, Lamp.tla:11:18, PROPERTY NeverDarker",
        "PROPERTY Refines, Lamp.tla:18:25, PROPERTY Refines",
    })
    void aStepThatTheConfigDoesNotAllowIsRejected(String statement, String place, String named) throws Exception {
        Files.writeString(config, CONFIG + statement + "\n");
        for (String without : List.of("lines", "evaluator")) {
            Run run = Run.of("validate", "--spec", spec, "--without", without, trace);
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).isEmpty();
            assertThat(run.out())
                    .startsWith(trace + ":4:2: error: event 3 is no step of Lamp: Darker\n")
                    .contains(folder.getFileName() + "/" + place + "  " + named + " is FALSE of this step:\n"
                            + "  glow = 2 before it, 1 after it\n");
        }
        Run json = Run.of("validate", "--json", "--spec", spec, trace);
        assertThat(json.out())
                .contains("\"kind\":\"step-forbidden\"", "\"name\":\"" + statement.replaceFirst(".* ", "") + "\"");
    }

    @ParameterizedTest
    @CsvSource({"ACTION_CONSTRAINT Steps", "PROPERTY Changes", "PROPERTIES Lives Changes"})
    void aTraceWhoseStepsTheConfigAllowsIsAccepted(String statement) throws Exception {
        Run run = with(CONFIG + statement + "\n");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo(trace + ": accepted, 3 events\n");
    }

    /** A hidden step may not be one that the config forbids either. */
    @Test
    void noHiddenStepIsTakenThatTheConfigDoesNotAllow() throws Exception {
        Path hidden = Files.writeString(folder.resolve("hidden.ndjson"), """
                {"lockstep":1,"spec":"Lamp","hidden":["Darker"]}
                {"action":"Brighter","state":{"glow":1}}
                {"action":"Brighter","state":{"glow":1}}
                """);
        assertThat(Run.validate(spec, hidden).exitCode()).isZero();
        for (String statement : List.of("ACTION_CONSTRAINT Rises\n", "PROPERTY NeverDarker\n")) {
            Files.writeString(config, CONFIG + statement);
            for (String without : List.of("lines", "evaluator")) {
                Run run = Run.of("validate", "--spec", spec, "--without", without, hidden);
                assertThat(run.exitCode()).isEqualTo(1);
                assertThat(run.out()).startsWith(hidden + ":3:");
            }
        }
    }

    @Test
    void aPropertyOfTheFirstStateIsChecked() throws Exception {
        isAccepted(CONFIG + "PROPERTY Few\n", "");
        Run run = with(CONFIG + "PROPERTY Lit\n");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("the initial state violates Lit");
    }

    @Test
    void keywordsOfEveryTlcAreReadAndWhatIsOfNoMatterIsNamedOnce() throws Exception {
        String more = "ALIAS Shown\nPOSTCONDITION Few\n_PERIODIC Few\nVIEW Shown\nCHECK_DEADLOCK FALSE\n";
        String told =
                "Lamp.cfg: of no matter for traces, ignored: ALIAS Shown, POSTCONDITION Few, _PERIODIC Few, VIEW Shown,"
                        + " CHECK_DEADLOCK FALSE\n";
        isAccepted(CONFIG + more, told);
        assertThat(Run.of("validate", "--spec", spec, trace, trace).err()).isEqualTo(told);
    }

    @Test
    void aByteOrderMarkIsNoKeyword() throws Exception {
        isAccepted("\uFEFF" + CONFIG, "");
        isAccepted(("\uFEFF" + CONFIG).replace("\n", "\r\n"), "");
    }

    @Test
    void aConstantThatTheSpecDoesNotHaveIsToldWithItsLine() throws Exception {
        isInvalid(CONFIG + "CONSTANT\n  Stepp = 1\n", "Lamp.cfg:4", "Lamp has no constant Stepp");
        isInvalid(CONFIG + "\nCONSTANT Stepp <- Few\n", "Lamp.cfg:4", "");
        isAccepted(CONFIG + "CONSTANT Few = TRUE\n", ""); // a definition may be replaced
    }

    /** TLC tells a line of its own source. */
    @Test
    void whatTlcFindsWrongIsToldWithALineOfTheConfigOrTheModule() throws Exception {
        isInvalid(CONFIG + "INVARIANT Few\n  Rises\n", "Lamp.cfg:4", "The invariant Rises is not a state predicate");
        isInvalid(CONFIG + "INVARIANT\n\nTall\n", "Lamp.cfg:5", "The invariant Tall");
        isInvalid(CONFIG + "VIEW None\n", "Lamp.cfg:3", "The view function None");
        isInvalid("SPECIFICATION Spec\nCONSTANT Step <- Now\n", "Lamp.tla:16", "The configuration file substitutes");
    }

    @Test
    void operatorsInUnicodeAreWantedInAscii() throws Exception {
        Files.writeString(spec, MODULE.replace("Few == glow", "Few \u225c glow"));
        isInvalid(CONFIG, "Lamp.tla:14", "Lexical error");
        assertThat(with(CONFIG).err()).contains("\u225c is no ASCII, in which operators are wanted here: write ==");
    }
}
