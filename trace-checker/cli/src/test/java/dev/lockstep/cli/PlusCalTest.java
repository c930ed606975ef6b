package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models and traces of PlusCal algorithms: stale translations, translating on request, and places in the algorithm. */
class PlusCalTest {
    private static final String ALGORITHM = """
            ---- MODULE Turns ----
            EXTENDS Integers
            (* --algorithm Turns {
              variable n = 0;
              {
            up:   while (TRUE) {
                    n := n + 1;
            down:   n := n - 1;
                  }
              }
            } *)
            """;

    private static final String TRANSLATION = """
            \\* BEGIN TRANSLATION
            VARIABLES n, pc

            vars == << n, pc >>

            Init == (* Global variables *)
                    /\\ n = 0
                    /\\ pc = "up"

            up == /\\ pc = "up"
                  /\\ n' = n + 1
                  /\\ pc' = "down"

            down == /\\ pc = "down"
                    /\\ n' = n - 1
                    /\\ pc' = "up"

            Next == up \\/ down

            Spec == Init /\\ [][Next]_vars

            \\* END TRANSLATION
            """;

    private static final String REST = """
            Small == n < 1
            ====
            """;

    @TempDir
    Path folder;

    private Path spec;
    private Path shown;
    private Path config;

    @BeforeEach
    void files() throws IOException {
        spec = folder.resolve("Turns.tla");
        Path here = Path.of("").toAbsolutePath();
        shown = spec.startsWith(here) ? here.relativize(spec) : spec;
        config = Files.writeString(folder.resolve("Turns.cfg"), "SPECIFICATION Spec INVARIANT Small\n");
    }

    private Run check(String text, String... more) throws IOException {
        Files.writeString(spec, text);
        Object[] arguments = new Object[more.length + 2];
        arguments[0] = "check";
        System.arraycopy(more, 0, arguments, 1, more.length);
        arguments[more.length + 1] = config;
        return Run.of(arguments);
    }

    /** Returns the translation with checksums, which are those of nothing. */
    private static String summed() {
        return TRANSLATION.replace(
                "TRANSLATION\nVAR", "TRANSLATION (chksum(pcal) = \"1234abcd\" /\\ chksum(tla) = \"1234abcd\")\nVAR");
    }

    @Test
    void stepsOfACounterexampleHaveTheirLabelToo() throws Exception {
        Run run = check(ALGORITHM + TRANSLATION + REST);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("  2  up  " + shown + ":21 (up at " + shown + ":6)");
        assertThat(run.err()).doesNotContain("translation");
    }

    @Test
    void aTranslationOfAnotherAlgorithmIsTold() throws Exception {
        Run run = check(ALGORITHM.replace("n + 1", "n + 2") + TRANSLATION + REST);
        assertThat(run.err())
                .contains("lockstep: " + shown
                        + ":12: the translation is not that of the PlusCal algorithm; --translate");
        assertThat(check(ALGORITHM + summed() + REST).err())
                .contains(
                        "lockstep: The PlusCal algorithm",
                        "module Turns",
                        "last translation; --translate checks a new translation");
    }

    @Test
    void anAlgorithmIsTranslatedOnRequestInACopy() throws Exception {
        String text = ALGORITHM.replace("n + 1", "0") + TRANSLATION + REST;
        assertThat(check(text).exitCode()).isEqualTo(1);
        Run run = check(text, "--translate");
        assertThat(run.out()).contains("success; distinct");
        assertThat(run.err()).doesNotContain("translation is not");
        assertThat(spec).hasContent(text);
        assertThat(check(ALGORITHM.replace("n + 1", "0") + REST, "--translate").exitCode())
                .isZero();
    }

    @Test
    void whatCannotBeTranslatedIsNamedWithItsLine() throws Exception {
        Run run = check(ALGORITHM.replace("n := n + 1", "n : n + 1") + REST, "--translate");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains(shown + ":7:", "error: the PlusCal algorithm cannot be translated: Expected \":=\"");
    }

    @Test
    void aRejectedStepHasItsLabelToo() throws Exception {
        Files.writeString(spec, ALGORITHM + TRANSLATION + REST);
        Path trace = Files.writeString(folder.resolve("t.ndjson"), """
                {"lockstep":1,"spec":"Turns"}
                {"action":"up","state":{"n":1}}
                {"action":"up"}
                """);
        Files.writeString(config, "SPECIFICATION Spec\n");
        Run run = Run.of("validate", "--spec", spec, trace);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains(":21:10 (up at " + shown + ":6)  pc = \"up\" is FALSE");
        assertThat(run.err()).doesNotContain("PlusCal");

        Files.writeString(spec, ALGORITHM + summed() + REST);
        assertThat(Run.of("validate", "--spec", spec, trace).err())
                .containsOnlyOnce("The PlusCal algorithm and its TLA+ translation in module Turns");
    }
}
