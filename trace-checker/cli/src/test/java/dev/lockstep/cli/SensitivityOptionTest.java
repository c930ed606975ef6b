package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Specs;
import dev.lockstep.checker.sensitivity.Sensitivity;
import dev.lockstep.checker.sensitivity.SensitivityReport;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Traces;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code lockstep validate --sensitivity} and {@code --coverage}. */
class SensitivityOptionTest {
    private static final String HEADER = "{\"lockstep\":1,\"spec\":\"Count\"}\n";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    private Path spec;
    private Path observed;
    private Path bare;

    @BeforeEach
    void aTraceThatSaysMuchAndOneThatSaysLittle() throws IOException {
        spec = file("Count.tla", """
                ---- MODULE Count ----
                EXTENDS Naturals
                VARIABLE n
                Init == n = 0
                Add(k) == n' = n + k
                Reset == n > 5 /\\ n' = 0
                Drop(k) == n >= k /\\ n' = n - k
                Next == (\\E k \\in 1..9 : Add(k) \\/ Drop(k)) \\/ Reset
                Spec == Init /\\ [][Next]_n
                ====
                """);
        file("Count.cfg", "SPECIFICATION Spec\n");
        observed = file("observed.ndjson", HEADER + add(1, ",\"state\":{\"n\":1}") + add(2, ",\"state\":{\"n\":3}"));
        bare = file("bare.ndjson", HEADER + add(1, "") + add(2, "") + add(3, ""));
    }

    private static String add(int k, String more) {
        return "{\"action\":\"Add\",\"args\":{\"k\":" + k + "}" + more + "}\n";
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private JsonNode json(Object... arguments) {
        Run run = Run.of(arguments);
        assertThat(run.err()).isEmpty();
        return JSON.readTree(run.out());
    }

    @Test
    void aTraceThatSaysMuchIsSensitive() {
        Run run = Run.of("validate", "--sensitivity", "--mutants", 60, "--spec", spec, observed);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith(observed + ": accepted, 2 events\nsensitivity: ")
                .contains("of the others 100.0% are rejected", "every altered field was noticed every time")
                .doesNotContain("not noticed:");
    }

    @Test
    void aTraceThatSaysLittleIsNotAndTheFieldsThatNothingChecksAreNamed() {
        Run run = Run.of("validate", "--sensitivity", "--mutants", 60, "--spec", spec, bare);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("    Add args.k: noticed ", "not noticed: another behaviour of the spec");
        JsonNode report = json("validate", "--json", "--sensitivity", "--mutants", 60, "--spec", spec, bare)
                .get("sensitivity");
        assertThat(report.get("share").asDouble()).isLessThan(0.7);
        assertThat(report.get("mutants").asInt())
                .isEqualTo(
                        report.get("rejected").asInt() + report.get("accepted").size());
        assertThat(report.get("fields").get(0).get("field").asString()).isEqualTo("args.k");
        assertThat(report.get("accepted").get(0).get("why").asString()).isNotEmpty();
    }

    @Test
    void theSeedDecides() {
        Object[] arguments = {"validate", "--json", "--sensitivity", "--mutants", 20, "--seed", 3, "--spec", spec, bare
        };
        assertThat(Run.of(arguments)).isEqualTo(Run.of(arguments));
        Object[] others = {"validate", "--json", "--sensitivity", "--mutants", 20, "--seed", 4, "--spec", spec, bare};
        assertThat(Run.of(arguments)).isNotEqualTo(Run.of(others));
    }

    /** A line every five seconds, and none before. */
    @Test
    void aPipeIsToldHowFarItIsInPlainLines() {
        StringWriter err = new StringWriter();
        long[] second = {0};
        try (SensitivityProgress progress = new SensitivityProgress(
                Progress.Form.LINES, new PrintWriter(err), 1, 100, () -> second[0] * 1_000_000_000L)) {
            Sensitivity.Progress told = progress.begin("t.ndjson");
            for (int mutant = 1; mutant <= 12; mutant++) {
                second[0]++;
                told.tried(mutant, 100, 1000 * mutant, 300_024);
            }
            progress.end("t.ndjson");
        }
        assertThat(err.toString())
                .isEqualTo("t.ndjson: 5 of 100 mutants, event 5000 of 300024 so far" + System.lineSeparator()
                        + "t.ndjson: 10 of 100 mutants, event 10000 of 300024 so far" + System.lineSeparator());
    }

    /** What is told is of each mutant, in the order of the trace, up to the last. */
    @Test
    void theMeasurementTellsHowFarItIs() throws Exception {
        List<String> told = new ArrayList<>();
        try (TraceReader reader = Traces.open(bare, Traces.Format.LOCKSTEP)) {
            Header header = reader.header();
            LoadedSpec loaded = new Specs().forTrace("bare", header, spec, null);
            List<Event> events = new ArrayList<>();
            for (Event event = reader.next(); event != null; event = reader.next()) {
                events.add(event);
            }
            SensitivityReport report = Sensitivity.measure(
                    loaded,
                    header,
                    Map.of(),
                    events,
                    Limits.DEFAULT,
                    20,
                    1,
                    (tried, of, event, all) -> told.add(tried + "/" + of + " " + event + "/" + all));
            assertThat(told).hasSize(report.mutants());
            assertThat(told.get(0)).isEqualTo("1/" + report.mutants() + " 1/3");
            assertThat(told.get(told.size() - 1)).startsWith(report.mutants() + "/" + report.mutants() + " ");
        }
    }

    @Test
    void aRejectedTraceIsNotAltered() throws IOException {
        Path rejected = file("rejected.ndjson", HEADER + add(10, ""));
        Run run = Run.of("validate", "--sensitivity", "--coverage", "--spec", spec, rejected);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).doesNotContain("sensitivity").endsWith("coverage: no trace is accepted\n");
        assertThat(Run.of("validate", "--mutants", 0, "--spec", spec, bare))
                .isEqualTo(new Run(2, "", "lockstep: --mutants must be at least 1\n"));
    }

    @Test
    void actionsThatNoTraceTakesAreListed() throws IOException {
        Path reset = file("reset.ndjson", HEADER + add(9, "") + "{\"action\":\"Reset\"}\n");
        assertThat(Run.of("validate", "--coverage", "--spec", spec, bare).out())
                .isEqualTo(bare + ": accepted, 3 events\n" + """
                        coverage of Count: 1 of 3 actions are taken
                          no trace takes Drop(k)
                          no trace takes Reset
                        """);
        JsonNode both = json("validate", "--json", "--coverage", "--spec", spec, bare, reset);
        assertThat(both.get("coverage").get("Count").get("untaken")).hasSize(1);
        assertThat(both.get("coverage").get("Count").get("taken").get("Add").asInt())
                .isEqualTo(4);
    }
}
