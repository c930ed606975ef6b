package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.Specs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contract of {@code lockstep validate}: verdicts, exit codes, output (design, section 5). */
class ValidateCommandTest {
    private static final String HEADER = "{\"lockstep\":1,\"spec\":\"Count\"}\n";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @TempDir
    Path folder;

    private Path spec;
    private Path accepted;
    private Path rejected;
    private Path inconclusive;
    private Path invalid;

    @BeforeEach
    void aSpecAndATraceOfEachKind() throws Exception {
        spec = file("Count.tla", """
                ---- MODULE Count ----
                EXTENDS Naturals
                VARIABLE n
                Init == n = 0
                Add(k) == n' = n + k
                Next == \\E k \\in 1..9 : Add(k)
                Spec == Init /\\ [][Next]_n
                ====
                """);
        file("Count.cfg", "SPECIFICATION Spec\n");
        accepted = file("accepted.ndjson", HEADER + add(1) + add(2));
        rejected = file("rejected.ndjson", HEADER + add(1) + add(10) + add(1));
        inconclusive = file("inconclusive.ndjson", HEADER + "{}\n{}\n");
        invalid = file("invalid.ndjson", HEADER + add(1) + "{\"x\":1}\n");
    }

    private static String add(int k) {
        return "{\"action\":\"Add\",\"args\":{\"k\":" + k + "}}\n";
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Run limited(Path... traces) {
        Object[] arguments = new Object[5 + traces.length];
        System.arraycopy(new Object[] {"validate", "--spec", spec, "--candidates", 9}, 0, arguments, 0, 5);
        System.arraycopy(traces, 0, arguments, 5, traces.length);
        return Run.of(arguments);
    }

    @Test
    void theExitCodeIsTheVerdict() {
        assertThat(limited(accepted).exitCode()).isEqualTo(0);
        assertThat(limited(rejected).exitCode()).isEqualTo(1);
        assertThat(limited(invalid).exitCode()).isEqualTo(2);
        assertThat(limited(inconclusive).exitCode()).isEqualTo(3);
    }

    @Test
    void whatIsSaidIsTheSameWithoutAnyShortcut() {
        Run with = Run.of("validate", "--spec", spec, accepted, rejected, invalid);
        for (String shortcuts :
                List.of("symmetry", "merging,Invariants", "lines,shapes", "evaluator,patterns,arguments,threads")) {
            assertThat(Run.of("validate", "--without", shortcuts, "--spec", spec, accepted, rejected, invalid))
                    .isEqualTo(with);
        }
        assertThat(Run.of("validate", "--without", "haste", "--spec", spec, accepted)
                        .exitCode())
                .isEqualTo(2);
    }

    /** A usual command line is understood without the library; what is said and what is returned is the same. */
    @Test
    void withoutOptionsItIsAsWithThoseThatAreTheDefaults() throws Exception {
        String header = "{\"lockstep\":1,\"spec\":\"Clicker\"}\n";
        String click = "{\"action\":\"Click\",\"args\":{\"n\":%d}}\n";
        Path clicked = file("clicked.ndjson", header + click.formatted(1) + click.formatted(9));
        Path broken = file("broken.ndjson", header + click.formatted(1) + click.formatted(10));
        Path cut = file("cut.ndjson", header + click.formatted(1) + "{\"action\":");
        Path missing = folder.resolve("missing.ndjson");
        assertThat(Run.of("validate", clicked).out()).isEqualTo(clicked + ": accepted, 2 events\n");
        assertThat(Run.of("validate", broken).exitCode()).isEqualTo(1);
        for (List<Path> traces : List.of(
                List.of(clicked),
                List.of(broken),
                List.of(cut),
                List.of(missing),
                List.of(accepted),
                List.of(clicked, broken, cut, missing, clicked))) {
            Object[] plain =
                    Stream.concat(Stream.of("validate"), traces.stream()).toArray();
            Object[] understood = Stream.concat(Stream.of(plain), Stream.of("--format", "lockstep", "--steps", 500000))
                    .toArray();
            assertThat(ValidateCommand.plain(new Specs(), texts(plain))).isNotNull();
            assertThat(ValidateCommand.plain(new Specs(), texts(understood))).isNull();
            assertThat(Run.of(plain)).isEqualTo(Run.of(understood));
        }
        assertThat(ValidateCommand.plain(new Specs(), "validate")).isNull();
        assertThat(ValidateCommand.plain(new Specs(), "validate", "-")).isNull();
        assertThat(ValidateCommand.plain(new Specs(), "check", "all")).isNull();
    }

    private static void isTheSameWithOptions(Object... plain) {
        Object[] understood = Stream.concat(Stream.of(plain), Stream.of("--format", "lockstep", "--steps", 500000))
                .toArray();
        assertThat(ValidateCommand.plain(new Specs(), texts(plain))).isNotNull();
        assertThat(ValidateCommand.plain(new Specs(), texts(understood))).isNull();
        assertThat(Run.of(plain)).isEqualTo(Run.of(understood));
    }

    private static String[] texts(Object[] arguments) {
        return Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    }

    @Test
    void ofSeveralTracesItIsTheWorst() {
        assertThat(limited(accepted, accepted).exitCode()).isEqualTo(0);
        assertThat(limited(rejected, accepted).exitCode()).isEqualTo(1);
        assertThat(limited(accepted, inconclusive, rejected).exitCode()).isEqualTo(3);
        Run all = limited(invalid, accepted, rejected, inconclusive);
        assertThat(all.exitCode()).isEqualTo(2);
        assertThat(all.out()).contains(accepted + ": accepted, 2 events", "event 2 is no step of Count: Add(k = 10)");
        assertThat(all.out()).contains("inconclusive at event 2: more than 9 states");
        assertThat(all.err()).startsWith(invalid + ":3:1: error: unknown key \"x\"");
    }

    @Test
    void severalTracesAreCheckedAtTheSameTimeAndToldInTheirOrder() {
        Path[] traces = new Path[20];
        for (int i = 0; i < traces.length; i++) {
            traces[i] = i % 3 == 0 ? rejected : accepted;
        }
        List<String> verdicts = limited(traces)
                .out()
                .lines()
                .filter(line -> line.contains(": error: ") || line.contains(": accepted"))
                .map(line -> line.substring(0, line.indexOf(':')))
                .toList();
        assertThat(verdicts).isEqualTo(Stream.of(traces).map(Path::toString).toList());
    }

    @Test
    void theVerdictIsTheFirstLine() {
        assertThat(limited(accepted).out()).isEqualTo(accepted + ": accepted, 2 events\n");
        assertThat(limited(rejected).out())
                .startsWith(rejected + ":3:25: error: event 2 is no step of Count: Add(k = 10)\n")
                .doesNotContain("\u001b");
    }

    @Test
    void jsonIsOneObject() {
        JsonNode no = json(rejected);
        assertThat(no.propertyNames()).contains("verdict", "trace", "events", "event", "states", "explanation");
        assertThat(no.get("verdict").asString()).isEqualTo("rejected");
        assertThat(no.get("trace").asString()).isEqualTo(rejected.toString());
        assertThat(no.get("events").asInt()).isEqualTo(3);
        assertThat(no.get("event").asInt()).isEqualTo(2);
        assertThat(no.get("explanation").asString()).contains("k = 10 is not in 1..9");

        assertThat(no.get("file").asString()).isEqualTo(rejected.toString());
        assertThat(no.get("line").asInt()).isEqualTo(3);
        assertThat(no.get("column").asInt()).isEqualTo(25);
        assertThat(no.get("kind").asString()).isEqualTo("not-enabled");
        JsonNode reason = no.get("reasons").get(0);
        assertThat(reason.get("kind").asString()).isEqualTo("other-argument");
        assertThat(Path.of(reason.get("file").asString()).toAbsolutePath()).isEqualTo(spec);
        assertThat(reason.get("line").asInt()).isPositive();
        assertThat(reason.get("conjunct").asString()).isEqualTo("1..9");
        assertThat(reason.get("argument").asString()).isEqualTo("k");
        assertThat(reason.get("given").asString()).isEqualTo("10");

        JsonNode yes = json(accepted);
        assertThat(yes.get("verdict").asString()).isEqualTo("accepted");
        assertThat(yes.get("states").asInt()).isEqualTo(3);
        assertThat(yes.get("actions").get("Add").asInt()).isEqualTo(2);

        JsonNode bad = json(invalid);
        assertThat(bad.get("verdict").asString()).isEqualTo("invalid");
        assertThat(bad.get("explanation").asString()).startsWith(invalid + ":3:1: error: unknown key");
    }

    @Test
    void jsonOfSeveralTracesIsOneObjectToo() {
        JsonNode both = json(accepted, rejected);
        assertThat(both.get("verdict").asString()).isEqualTo("rejected");
        assertThat(both.get("traces").size()).isEqualTo(2);
        assertThat(both.get("traces").get(1).get("verdict").asString()).isEqualTo("rejected");
    }

    private JsonNode json(Path... traces) {
        Object[] arguments = new Object[4 + traces.length];
        System.arraycopy(new Object[] {"validate", "--json", "--spec", spec}, 0, arguments, 0, 4);
        System.arraycopy(traces, 0, arguments, 4, traces.length);
        Run run = Run.of(arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines()).hasSize(1);
        return JSON.readTree(run.out());
    }

    @Test
    void aTraceWithoutEventsIsInconclusive() throws Exception {
        Path empty = file("empty.ndjson", HEADER);
        String said = empty + ":1:1: warning: the trace has no events, so nothing was checked: was anything recorded?";
        assertThat(Run.validate(spec, empty)).isEqualTo(new Run(3, said + "\n", ""));
        JsonNode told = json(empty);
        assertThat(told.get("verdict").asString()).isEqualTo("inconclusive");
        assertThat(told.get("explanation").asString()).isEqualTo(said);
        Path report = folder.resolve("report.xml");
        Run.of("validate", "--spec", spec, "--report", "junit=" + report, empty, accepted);
        assertThat(Files.readString(report)).contains("errors=\"1\"", "nothing was checked");
        file("Count.tla", Files.readString(spec).replace("n = 0", "n = 0 /\\ n > 0"));
        assertThat(Run.validate(spec, empty))
                .isEqualTo(new Run(
                        1, empty + ":1:1: error: no initial state of Count is as the trace's first state\n", ""));
    }

    @Test
    void aTraceMayBeCompressedOrComeFromStandardInput() throws Exception {
        Path packed = folder.resolve("t.ndjson.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(Files.readAllBytes(accepted));
        }
        assertThat(Run.validate(spec, packed).exitCode()).isZero();
        InputStream in = System.in;
        System.setIn(new ByteArrayInputStream(Files.readAllBytes(rejected)));
        try {
            assertThat(Run.validate(spec, Path.of("-")).out())
                    .startsWith("stdin:3:1: error: event 2 is no step of Count");
        } finally {
            System.setIn(in);
        }
    }

    @Test
    void partsOfATraceAreMerged() throws Exception {
        String at = "{\"process\":%d,\"clock\":%d,\"state\":{\"n\":%d}}\n";
        Path one = file("1.ndjson", HEADER + at.formatted(1, 1, 1) + at.formatted(1, 3, 7));
        Path two = file("2.ndjson", HEADER + at.formatted(2, 1, 3) + at.formatted(2, 4, 8));
        Run run = Run.of("validate", "--merge", "--spec", spec, two, one);
        assertThat(run).isEqualTo(new Run(0, two + " and 1 more: accepted, 4 events\n", ""));
        file("2.ndjson", HEADER + at.formatted(2, 1, 3) + at.formatted(2, 4, 17));
        assertThat(Run.of("validate", "--merge", "--spec", spec, two, one).out())
                .startsWith(two + ":3:33: error: event 4 is no step of Count");
    }

    @Test
    void variablesThatQuintAddsAreNamedOnce() throws Exception {
        Path itf = file("t.itf.json", """
                {"states": [{"n": 0, "mbt::actionTaken": "init"}, {"n": 5, "mbt::actionTaken": "Add"}]}
                """);
        assertThat(Run.of("validate", "--format", "itf", "--spec", spec, itf))
                .isEqualTo(new Run(
                        0,
                        itf + ": accepted, 1 events\n",
                        itf + ": no variables of the spec, ignored: mbt::actionTaken\n"));
    }

    @Test
    void itfTracesAreFullStates() throws Exception {
        Path itf = file("t.itf.json", """
                {"#meta":{"format":"ITF"},"vars":["n"],"states":[
                  {"#meta":{"index":0},"n":0},
                  {"#meta":{"index":1},"n":{"#bigint":"4"}},
                  {"#meta":{"index":2},"n":5}
                ]}
                """);
        assertThat(Run.of("validate", "--format", "itf", "--spec", spec, itf))
                .isEqualTo(new Run(0, itf + ": accepted, 2 events\n", ""));
        file("t.itf.json", Files.readString(itf).replace("\"n\":5", "\"n\":15"));
        assertThat(Run.of("validate", "--format", "itf", "--spec", spec, itf).out())
                .startsWith(itf + ":4:1: error: event 2 is no step of Count: a step of Next\n")
                .contains("n was observed as 15");
        file("t.itf.json", Files.readString(itf).replace("\"n\":0", "\"n\":1"));
        assertThat(Run.of("validate", "--format", "itf", "--spec", spec, itf).out())
                .contains("no initial state of Count is as the trace's first state");
        file("t.itf.json", Files.readString(itf).replace("]}", ""));
        assertThat(Run.of("validate", "--format", "itf", "--spec", spec, itf).exitCode())
                .isEqualTo(2);
    }

    @Test
    void wrongUsageIsExplainedAndExitsWithTwo() {
        assertThat(Run.of("validate").exitCode()).isEqualTo(2);
        assertThat(Run.of("validate", "--speck", spec, accepted).exitCode()).isEqualTo(2);
        assertThat(Run.of("validate", "--candidates", "0", "--spec", spec, accepted))
                .isEqualTo(new Run(2, "", "lockstep: --candidates must be at least 1\n"));
        assertThat(Run.of("validate", "--merge", "--format", "itf", "--spec", spec, accepted)
                        .err())
                .isEqualTo("lockstep: --merge is for traces in Lockstep's own format\n");
        assertThat(Run.of().exitCode()).isEqualTo(2);
        assertThat(Run.of("validat").err()).contains("validate");
        assertThat(Run.of("validate", "--help").exitCode()).isZero();
    }
}
