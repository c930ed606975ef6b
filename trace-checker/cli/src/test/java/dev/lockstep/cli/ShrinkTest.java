package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code --shrink} says how far it is; when it is interrupted or has no steps left, the shortest trace so far is written, and that is said. */
@Timeout(120)
class ShrinkTest {
    /** All of the counting leads to the rejection, and nothing of the rest. */
    private static final int COUNTED = 3000;

    @TempDir
    Path folder;

    private Path spec;
    private Path trace;
    private Path shrunk;

    @BeforeEach
    void aTraceOfWhichLittleCanBeLeftOut() throws Exception {
        spec = Files.writeString(folder.resolve("Count.tla"), """
                ---- MODULE Count ----
                EXTENDS Naturals
                VARIABLES n, lit
                Init == n = 0 /\\ lit = FALSE
                Up == n' = n + 1 /\\ UNCHANGED lit
                Light == lit' = ~lit /\\ UNCHANGED n
                Stop == n # %d /\\ UNCHANGED <<n, lit>>
                Next == Up \\/ Light \\/ Stop
                Spec == Init /\\ [][Next]_<<n, lit>>
                ====
                """.formatted(COUNTED));
        Files.writeString(folder.resolve("Count.cfg"), "SPECIFICATION Spec\n");
        trace = Files.writeString(
                folder.resolve("t.ndjson"),
                "{\"lockstep\":1,\"spec\":\"Count\"}\n"
                        + "{\"action\":\"Light\"}\n".repeat(2 * COUNTED)
                        + "{\"action\":\"Up\"}\n".repeat(COUNTED)
                        + "{\"action\":\"Stop\"}\n");
        shrunk = folder.resolve("t.shrunk.ndjson");
    }

    private void isRejectedAtItsEnd() throws Exception {
        int events = Files.readAllLines(shrunk).size() - 1;
        assertThat(events).isBetween(COUNTED + 1, 3 * COUNTED);
        assertThat(Run.validate(spec, shrunk).out())
                .contains("error: event " + events + " is no step of Count: Stop")
                .contains("n # " + COUNTED + " is FALSE");
    }

    @Test
    void anInterruptEndsTheSearchAndTheShortestTraceSoFarIsWritten() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Lockstep.class.getName(),
                        "validate",
                        "--shrink",
                        "--steps",
                        "1000000000000",
                        "--spec",
                        spec.toString(),
                        trace.toString())
                .start();
        try (BufferedReader err = process.errorReader();
                BufferedReader out = process.inputReader()) {
            String line = err.readLine();
            while (!line.matches("shrinking .*: " + (COUNTED + 1) + " events .*")) {
                assertThat(line).matches("shrinking .*t.ndjson: \\d+ events with 0 observations after \\d+ steps");
                line = err.readLine();
            }
            process.toHandle().destroy(); // SIGTERM, which ends it as an interrupt does
            assertThat(out.lines().toList())
                    .last()
                    .asString()
                    .isEqualTo("shrunk to " + (COUNTED + 1) + " of " + (3 * COUNTED + 1)
                            + " events with 0 observations: " + shrunk
                            + "; the search stopped before nothing more could be left out (interrupted)");
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("the verdict is known").isEqualTo(1);
        isRejectedAtItsEnd();
    }

    @Test
    void theEndOfTheStepsEndsTheSearchAndTheShortestTraceSoFarIsWritten() throws Exception {
        Run run = Run.of("validate", "--shrink", "--steps", 60_000, "--spec", spec, trace);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains(" of " + (3 * COUNTED + 1) + " events with 0 observations: " + shrunk)
                .endsWith("; the search stopped before nothing more could be left out (--steps)\n");
        assertThat(run.err().lines())
                .isNotEmpty()
                .hasSizeLessThan(30)
                .allMatch(
                        line -> line.matches("shrinking .*t.ndjson: \\d+ events with 0 observations after \\d+ steps"));
        isRejectedAtItsEnd();
    }

    @Test
    void aProgramThatReadsTheObjectIsNotToldOfProgress() {
        Run run = Run.of("validate", "--shrink", "--steps", 60_000, "--json", "--spec", spec, trace);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("\"least\":false").contains("\"interrupted\":false");
    }

    private static String told(Progress.Form form) {
        StringWriter err = new StringWriter();
        try (ShrinkProgress progress = new ShrinkProgress(form, "t.ndjson", new PrintWriter(err), 9_000)) {
            progress.tried(400, 30, 2_000);
            progress.tried(50, 3, 4_000);
        }
        return err.toString();
    }

    @Test
    void aTerminalHasABarAndAFileHasLines() {
        assertThat(told(Progress.Form.BAR)).contains("steps", "4000/9000").doesNotContain("\n");
        assertThat(told(Progress.Form.LINES).lines())
                .containsExactly(
                        "shrinking t.ndjson: 400 events with 30 observations after 2000 steps",
                        "shrinking t.ndjson: 50 events with 3 observations after 4000 steps");
        assertThat(told(Progress.Form.NOTHING)).isEmpty();
    }
}
