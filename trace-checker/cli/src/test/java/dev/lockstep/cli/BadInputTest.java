package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever the input: exit 2 and one line that says what is wrong where, nothing on stdout, no stack trace. */
class BadInputTest {
    private static final String MODULE = """
            ---- MODULE Door ----
            EXTENDS Naturals
            CONSTANTS Proc, Most
            ASSUME Most > 0
            VARIABLES open, by
            Init == open = 0 /\\ by = [p \\in Proc |-> 0]
            Open(p, n) == open + n <= Most /\\ open' = open + n /\\ by' = [by EXCEPT ![p] = n]
            Next == \\E p \\in Proc, n \\in 1..9 : Open(p, n)
            Spec == Init /\\ [][Next]_<<open, by>>
            Small == open < 100
            ====
            """;
    private static final String CONFIG = "SPECIFICATION Spec\nCONSTANTS Proc = {p, q} Most = 3\nINVARIANT Small\n";
    private static final String HEADER = "{\"lockstep\":1,\"spec\":\"Door\",\"local\":[\"by\"]}\n";
    private static final String OPEN =
            "{\"process\":\"p\",\"action\":\"Open\",\"args\":{\"p\":\"p\",\"n\":1},\"state\":{\"open\":1,\"by\":1}}\n";

    @TempDir
    Path folder;

    private Path spec;
    private Path config;
    private Path trace;

    @BeforeEach
    void aSpecThatAcceptsATrace() throws Exception {
        spec = file("Door.tla", MODULE);
        config = file("Door.cfg", CONFIG);
        trace = file("t.ndjson", HEADER + OPEN);
        assertThat(Run.validate(spec, trace)).isEqualTo(new Run(0, trace + ": accepted, 1 events\n", ""));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private void traceIsInvalid(String text, String message) throws IOException {
        isInvalid(file("t.ndjson", text), message);
    }

    private void eventIsInvalid(String event, String message) throws IOException {
        traceIsInvalid(HEADER + event + "\n", trace + ":2: " + message);
    }

    private void isInvalid(Path input, String message) {
        isInvalid(Run.validate(spec, input), message);
    }

    private static void isInvalid(Run run, String message) {
        boolean isPlaced = message.endsWith(":") || message.matches(".*:\\d+: .*");
        boolean hasColumn = message.matches(".*:\\d+:\\d+: .*");
        String said = !isPlaced
                ? "lockstep: " + message
                : message.replaceFirst(hasColumn ? "(:\\d+:\\d+): " : "(:\\d+): ", "$1: error: ");
        assertThat(hasColumn ? run.err() : run.err().replaceFirst("(:\\d+):\\d+: error: ", "$1: error: "))
                .startsWith(said);
        assertThat(run.err().contains(": error: ")).isEqualTo(isPlaced);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).doesNotContain("Exception", "\tat ");
        assertThat(run.err().length()).isLessThan(1000);
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(2);
    }

    // ---------------------------------------------------------------- traces

    @Test
    void aTraceThatIsNoTrace() throws Exception {
        traceIsInvalid("hello\n", trace + ":1: not JSON: Unrecognized token 'hello'");
        traceIsInvalid("", trace + ":1: the file is empty: the first line must be the header");
        traceIsInvalid(OPEN, trace + ":1: the header is missing: the first line must be {");
        traceIsInvalid("{\"lockstp\":1}\n", trace + ":1: unknown key \"lockstp\" in the header");
        traceIsInvalid(HEADER + HEADER, trace + ":2: a second header");
        traceIsInvalid(HEADER + "\n" + OPEN, trace + ":2: a blank line within the trace");
        traceIsInvalid(HEADER + OPEN.substring(0, 40), trace + ":2: the file ends within a line");
        isInvalid(folder.resolve("none.ndjson"), folder.resolve("none.ndjson") + ": no such trace file");
        isInvalid(folder, folder + ": is a folder, not a trace");
    }

    @Test
    void theContentSaysWhetherAFileIsGzipAndNotItsName() throws Exception {
        Path plain = file("t.ndjson.gz", HEADER + OPEN);
        Run accepted = new Run(0, plain + ": accepted, 1 events\n", "");
        assertThat(Run.validate(spec, plain)).isEqualTo(accepted);
        file("t.ndjson.gz", "\uFEFF" + HEADER + OPEN);
        assertThat(Run.validate(spec, plain)).isEqualTo(accepted);
        for (String neither : List.of("hello\n", "\u001f", "\u0000{}\n", "  BZh91AY")) {
            file("t.ndjson.gz", neither);
            isInvalid(plain, plain + ":1: the file is named .gz, and its content is neither gzip nor NDJSON");
        }
        file("t.ndjson.gz", "");
        isInvalid(plain, plain + ":1: the file is empty: the first line must be the header");
        file("t.ndjson.gz", HEADER + "hello\n");
        isInvalid(plain, plain + ":2: not JSON: Unrecognized token 'hello'");
    }

    @Test
    void aTraceOfAnotherSpecThanTheOneThatIsGiven() throws Exception {
        String remark = "the trace's header names the spec Gate, and Door was given";
        String header = HEADER.replace("Door", "Gate");
        traceIsInvalid(header + "{\"action\":\"Shut\"}\n", trace + ":2: " + remark + ": Door has no action Shut");
        file("t.ndjson", header + OPEN.replace("\"n\":1", "\"n\":4"));
        assertThat(Run.validate(spec, trace).out()).startsWith(remark + "\n" + trace + ":2:");
        file("t.ndjson", header + OPEN);
        assertThat(Run.validate(spec, trace)).isEqualTo(new Run(0, trace + ": accepted, 1 events\n", ""));
    }

    @Test
    void aProcessThatIsAStringAndShouldBeAnInteger() throws Exception {
        file("Door.cfg", CONFIG.replace("{p, q}", "{0, 1}"));
        eventIsInvalid(
                "{\"process\":\"0\",\"action\":\"Open\"}",
                "there is no process \"0\" in Door, but there is an integer 0: where variables are local (by)");
        file("Door.cfg", CONFIG.replace("{p, q}", "{\"0\"}"));
        eventIsInvalid(
                "{\"process\":0,\"action\":\"Open\"}", "there is no process 0 in Door, but there is a string \"0\":");
    }

    @Test
    void anEventThatIsNone() throws Exception {
        eventIsInvalid("{\"akt\":1}", "unknown key \"akt\"; an event has process, clock,");
        eventIsInvalid("{\"state\":{\"open\":1,\"open\":1}}", "not JSON: Duplicate Object property \"open\"");
        eventIsInvalid("{\"state\":{\"open\":1.5}}", "1.5 is not a TLA+ value");
        eventIsInvalid("{\"state\":{\"open\":9999999999}}", "9999999999 is beyond TLC's integers, which have 32 bits");
        eventIsInvalid("{\"state\":{\"open\":" + "9".repeat(5000) + "}}", "not JSON that is read: Number value length");
        assertThat(Run.validate(spec, trace).err()).doesNotContain("StreamReadConstraints");
        eventIsInvalid("{\"process\":\"p\",\"clock\":99999999999999999999}", "\"clock\" must be an integer of at most");
        eventIsInvalid(
                "{\"state\":{\"open\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}}",
                "not JSON that is read: values are nested more than 500 deep");
        eventIsInvalid("{\"state\":{\"open\":NaN}}", "not JSON: Non-standard token 'NaN'");
        assertThat(Run.validate(spec, trace).err()).doesNotContain("enable", "JsonReadFeature");
    }

    @Test
    void anEventThatNamesWhatTheSpecDoesNotHave() throws Exception {
        eventIsInvalid("{\"action\":\"Shut\"}", "Door has no action Shut; the actions are Open");
        eventIsInvalid("{\"action\":\"Small\"}", "Door defines Small, but no step of its next-state relation uses it");
        eventIsInvalid("{\"action\":\"Open\",\"args\":{\"k\":1}}", "action Open has no parameter k; it has p, n");
        eventIsInvalid("{\"state\":{\"shut\":1}}", "Door has no variable or operator shut; the variables are");
        eventIsInvalid("{\"process\":\"r\",\"state\":{\"by\":1}}", "there is no process \"r\" in Door");
        eventIsInvalid(
                "{\"process\":\"r\",\"action\":\"Open\"}",
                "there is no process \"r\" in Door: where variables are local (by), a process is a constant of the spec");
        eventIsInvalid("{\"state\":{\"by\":1}}", "by is local, so the event must name its process");
        eventIsInvalid("{\"state\":{\"Open\":1}}", "operator Open has 2 parameters; only operators of none");
    }

    @Test
    void anOrderThatIsNone() throws Exception {
        String at = "{\"process\":\"p\",\"clock\":%d,\"seq\":%d,\"action\":\"Open\",\"args\":{\"n\":1}}\n";
        traceIsInvalid(HEADER + at.formatted(2, 1) + at.formatted(1, 2), trace + ":3: out of order: clock 1 of \"p\"");
        traceIsInvalid(HEADER + at.formatted(1, 1) + at.formatted(2, 3), trace + ":3: missing event of process \"p\"");
        traceIsInvalid(HEADER + at.formatted(1, 1) + at.formatted(2, 1), trace + ":3: repeated event of process \"p\"");
    }

    @Test
    void bytesThatAreNoText() throws Exception {
        byte[] latin = (HEADER + "{\"action\":\"\u00d6ffnen\"}\n").getBytes(StandardCharsets.ISO_8859_1);
        isInvalid(Files.write(trace, latin), trace + ":2: not JSON: Invalid UTF-8");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write((HEADER + OPEN).repeat(1).getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = packed.toByteArray();
        isInvalid(Files.write(trace, Arrays.copyOf(whole, whole.length - 12)), trace + ":");
        assertThat(Run.validate(spec, trace).err()).contains("the gzip stream is truncated");
        whole[whole.length / 2] ^= 0x55;
        isInvalid(Files.write(trace, whole), trace + ":");
    }

    @Test
    void aLineOfAHundredMegabytes() throws Exception {
        try (OutputStream out = Files.newOutputStream(trace)) {
            out.write(HEADER.getBytes(StandardCharsets.UTF_8));
            out.write("{\"source\":\"".getBytes(StandardCharsets.UTF_8));
            byte[] megabyte = new byte[1 << 20];
            Arrays.fill(megabyte, (byte) 'x');
            for (int i = 0; i < 100; i++) {
                out.write(megabyte);
            }
        }
        isInvalid(trace, trace + ":2: a line longer than 16 MiB: is this an NDJSON trace?");
    }

    // ---------------------------------------------------------------- specs and configs

    private void specIsInvalid(String text, String message) throws IOException {
        file("Door.tla", text);
        isInvalid(trace, message);
        file("Door.tla", MODULE);
    }

    private void configIsInvalid(String text, String message) throws IOException {
        file("Door.cfg", text);
        isInvalid(trace, message);
        file("Door.cfg", CONFIG);
    }

    @Test
    void aSpecThatDoesNotParse() throws Exception {
        specIsInvalid(MODULE.replace("open' = open + n", "open' = = open + n"), spec + ":7:45: ");
        specIsInvalid(MODULE.replace("open < 100", "opened < 100"), spec + ":10:10: ");
        specIsInvalid(
                MODULE.replace("EXTENDS Naturals", "EXTENDS Naturals, Doors"),
                spec
                        + ":2:19: Cannot find source file for module Doors imported in module Door; looked for Doors.tla in "
                        + folder);
        specIsInvalid(
                MODULE.replace("MODULE Door", "MODULE Dor"), spec + ":1: the module is named Dor, its file Door.tla");
        specIsInvalid("", spec + ":1: no module begins in this file with ---- MODULE Door ----");
        specIsInvalid("this is no module", spec + ":1: no module begins in this file");
        specIsInvalid(MODULE.replace("====", ""), spec + ":");
        specIsInvalid(MODULE.replace("open < 100", "open < \u00e9"), spec + ":");
    }

    @Test
    void aModuleThatTheSpecExtendsDoesNotParse() throws Exception {
        Path other = file("Wall.tla", "---- MODULE Wall ----\nA == \nB == 1\n====\n");
        specIsInvalid(MODULE.replace("EXTENDS Naturals", "EXTENDS Naturals, Wall"), other + ":");
    }

    @Test
    void aSpecThatTlcCannotUse() throws Exception {
        specIsInvalid(MODULE.replace("open' = open + n /\\", ""), trace + ":2: Door: the step ");
        specIsInvalid(MODULE.replace("open = 0 /\\", ""), "Door: the initial");
        specIsInvalid(
                MODULE.replace("Init == open = 0", "Init == open \\in Nat"),
                "Door: the initial states cannot be computed");
        specIsInvalid(
                MODULE.replace("ASSUME Most > 0", "ASSUME Most > 5"),
                spec + ":4: an assumption about the constants is false");
        specIsInvalid(
                MODULE.replace("ASSUME Most > 0", "ASSUME Most > \"x\""),
                spec + ":4: an assumption about the constants cannot");
        specIsInvalid(
                MODULE.replace("Small == open < 100", "Small == open < \"x\""),
                "Door: invariant Small cannot be evaluated");
        specIsInvalid(
                MODULE.replace("Small == open < 100", "Small == open"), "Door: invariant Small cannot be evaluated");
    }

    @Test
    void aConfigThatDoesNotFit() throws Exception {
        configIsInvalid(CONFIG.replace("Most = 3", ""), config + ":");
        configIsInvalid(CONFIG.replace("Small", "Tall"), config + ":");
        configIsInvalid(CONFIG.replace("SPECIFICATION Spec", "SPECIFICATION Specs"), config + ":");
        configIsInvalid(
                CONFIG.replace("SPECIFICATION Spec", ""), config + ":1: The configuration file did not specify");
        configIsInvalid(
                CONFIG.replace("SPECIFICATION Spec", "INIT Init"),
                config + ":1: The configuration file did not specify");
        configIsInvalid(
                CONFIG.replace("SPECIFICATION Spec", "NEXT Next"),
                config + ":1: The configuration file did not specify");
        configIsInvalid(CONFIG.replace("Most = 3", "Most == 3"), config + ":2: ");
        configIsInvalid(CONFIG.replace("Most = 3", "Most 3"), config + ":");
        configIsInvalid(CONFIG.replace("{p, q}", "{p, q"), config + ":");
        configIsInvalid(CONFIG.replace("Most = 3", "Most = \"3"), config + ":");
        configIsInvalid("nonsense\n", config + ":");
        configIsInvalid("", config + ":");
        configIsInvalid(CONFIG.replace("Most = 3", "Most <- None"), config + ":");
        Files.delete(config);
        isInvalid(trace, config + ": no such config file");
    }

    @Test
    void aConfigThatDoesNotFitWhenTheTraceGivesConstants() throws Exception {
        file("t.ndjson", HEADER.replace("}", ",\"constants\":{\"Most\":5}}") + OPEN);
        assertThat(Run.validate(spec, trace).exitCode()).isZero();
        configIsInvalid(CONFIG.replace("{p, q}", "{p, q"), config + ":");
        configIsInvalid(CONFIG.replace("{p, q}", "\"p"), config + ":");
        configIsInvalid(CONFIG.replace("Small", "Tall"), config + ":");
        configIsInvalid(CONFIG.replace("Proc = {p, q}", ""), config + ":");
        specIsInvalid(MODULE.replace("open' = open + n", "open' = = open + n"), spec + ":7: ");
    }

    @Test
    void constantsOfTheHeaderThatDoNotFit() throws Exception {
        String header = HEADER.replace("}\n", ",\"constants\":{%s}}\n");
        traceIsInvalid(header.formatted("\"Least\":1") + OPEN, trace + ":1: constants: Door has no constant Least");
        traceIsInvalid(header.formatted("\"Most\":-1") + OPEN, spec + ":4: an assumption about the constants is false");
        traceIsInvalid(
                header.formatted("\"Most\":4294967296") + OPEN, trace + ":1: constants: 4294967296 is beyond TLC's");
        traceIsInvalid(header.formatted("\"Mo st\":1") + OPEN, trace + ":1: constants: Door has no constant Mo st");
        String odd = header.formatted("\"Most\":5,\"Proc\":{\"#set\":[\"a\\\"b\\\\\\n\\t\u00e9\",\"p\"]}");
        traceIsInvalid(
                odd + OPEN.replace("\"p\":\"p\"", "\"p\":\"z\"").replace("\"process\":\"p\"", "\"process\":\"z\""),
                trace + ":2: there is no process \"z\"");
    }

    @Test
    void aTraceWhoseSpecIsNowhere() throws Exception {
        file("t.ndjson", HEADER.replace("Door", "Gate"));
        isInvalid(
                Run.of("validate", trace), trace + ":1: no bundled spec is named Gate, and there is no Gate.tla here");
        isInvalid(folder.resolve("Gate.tla"), trace, folder.resolve("Gate.tla") + ": no such spec file");
        isInvalid(config, trace, config + ": a spec is a file X.tla");
    }

    @Test
    void whereALineIsNoJsonTheColumnIsTold() throws Exception {
        file("t.ndjson", HEADER + OPEN.replace("\"open\":1", "\"open\":1x"));
        assertThat(Run.validate(spec, trace).err())
                .startsWith(trace + ":2:" + (OPEN.indexOf("\"open\":1") + 9) + ": error: not JSON: ")
                .doesNotContain("at column");
        JsonNode told = JsonMapper.shared()
                .readTree(Run.of("validate", "--json", "--spec", spec, trace).out());
        assertThat(told.get("explanation").asString()).startsWith(trace + ":2:").contains(": error: not JSON: ");
    }

    // ---------------------------------------------------------------- command lines

    private static void isMisused(String message, Object... arguments) {
        Run run = Run.of(arguments);
        assertThat(run.err()).startsWith("lockstep: " + message).contains("\ntry: lockstep ");
        assertThat(run.err().lines()).hasSize(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void aCommandLineThatIsNotUnderstood() {
        isMisused("Unknown option: '--speck'", "validate", "--speck", spec, trace);
        isMisused("Missing required parameter: 'TRACE'", "validate", "--spec", spec);
        isMisused("Invalid value for option '--format'", "validate", "--format", "yaml", trace);
        isMisused(
                "there is no command frob; there are: demo, check, explore, read, run, validate, import, figures, doctor, completion, help",
                "frob");
        isInvalid(Run.of("validate", "--spec", spec, "-", "-"), "- is given twice, and stdin is read once");
        isInvalid(Run.of("check", "--tlc", spec, "LamportMutex-2x2"), "--tlc " + spec + ": is no jar with TLC in it");
        isInvalid(Run.of("check", "--heap", "much", "LamportMutex-2x2"), "--heap is a size as java -Xmx takes it");
        assertThat(Run.of("--help").out()).contains("validate", "doctor");
        assertThat(Run.of("--version").out()).startsWith("Lockstep ");
        assertThat(Run.of("validate", "--version").out()).startsWith("Lockstep ");
    }

    // ---------------------------------------------------------------- files to be written

    @Test
    void aFileThatCannotBeWrittenIsToldBeforeAnythingIsDone() throws Exception {
        Path nowhere = folder.resolve("nowhere/r");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        for (String command : List.of("validate", "run")) {
            for (Path file : List.of(nowhere, empty)) {
                Run run = command.equals("run")
                        ? Run.of("run", "failing", "--trace", file)
                        : Run.of("validate", "--spec", spec, "--report", "sarif=" + file, trace);
                isInvalid(run, file + ": cannot be written: ");
            }
        }
        assertThat(empty).isEmptyDirectory();
    }

    @Test
    void anInvalidTraceLeavesNoReportThatCannotTellOfIt() throws Exception {
        Path cut = file("cut.ndjson", HEADER + "{");
        Path report = folder.resolve("r.itf.json");

        Run run = Run.of("validate", "--spec", spec, "--report", "itf=" + report, cut);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines().toList())
                .hasSize(2)
                .last()
                .isEqualTo("lockstep: an invalid trace has no report of this format");
        assertThat(report).doesNotExist();
    }

    private static void isInvalid(Path spec, Path trace, String message) {
        isInvalid(Run.validate(spec, trace), message);
    }
}
