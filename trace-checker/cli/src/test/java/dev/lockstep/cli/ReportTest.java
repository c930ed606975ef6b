package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reports in formats of other programs; where there is a schema, or our own reader, it reads them. */
class ReportTest {
    @TempDir
    Path folder;

    private Coins coins;
    private Path accepted;
    private Path rejected;
    private Path violating;
    private Path invalid;

    @BeforeEach
    void traces() throws Exception {
        coins = new Coins(folder);
        accepted = coins.trace(
                "accepted.ndjson", Coins.pay("a", "b", 2, 1), Coins.take("b", "a", 2, 5), Coins.pay("b", "a", 4, 1));
        rejected = coins.trace(
                "rejected.ndjson", Coins.pay("a", "b", 2, 1), Coins.take("b", "a", 2, 5), Coins.pay("a", "b", 3, 0));
        violating = coins.trace("violating.ndjson", Coins.pay("b", "a", 3, 0), Coins.take("a", "b", 3, 6));
        invalid = coins.file("in valid.ndjson", Coins.HEADER + "{\"x\":1}\n");
    }

    private String report(String format, Path... traces) throws Exception {
        Path file = folder.resolve("report");
        Object[] arguments = new Object[5 + traces.length];
        System.arraycopy(
                new Object[] {"validate", "--spec", coins.spec, "--report", format + "=" + file}, 0, arguments, 0, 5);
        System.arraycopy(traces, 0, arguments, 5, traces.length);
        assertThat(Run.of(arguments).err()).doesNotContain("--report");
        return Files.readString(file);
    }

    @Test
    void sarifIsValidAndLocatesTheEventTheConjunctAndTheCode() throws Exception {
        String text = report("sarif", accepted, rejected, violating, invalid);
        assertThat(schemaErrors(text)).isEmpty();
        JsonNode run = JsonMapper.shared().readTree(text).get("runs").get(0);
        assertThat(run.get("results").valueStream().map(r -> r.get("ruleId").asString()))
                .containsExactly("not-enabled", "invariant", "invalid");
        JsonNode result = run.get("results").get(0);
        assertThat(run.get("tool")
                        .get("driver")
                        .get("rules")
                        .get(result.get("ruleIndex").asInt())
                        .get("id")
                        .asString())
                .isEqualTo("not-enabled");
        assertThat(result.get("message").get("text").asString())
                .startsWith("event 3 is no step of Coins: Pay(")
                .contains("purse[p] >= m.coins is FALSE");
        assertThat(place(result.get("locations").get(0))).isEqualTo(here(coins.spec) + ":8:8");
        assertThat(result.get("relatedLocations").valueStream().map(ReportTest::place))
                .containsExactly(here(rejected) + ":4:16");
        assertThat(run.get("tool").get("driver").get("name").asString()).isEqualTo("Lockstep");
        assertThat(place(run.get("results").get(2).get("locations").get(0))).endsWith("in%20valid.ndjson:2:1");
    }

    @Test
    void theMainPlaceIsTheLineOfTheCodeIfItIsFound() throws Exception {
        Path code = Files.createDirectories(folder.resolve("src/coins")).resolve("Purse.java");
        Files.writeString(code, "class Purse {}\n");
        Path file = folder.resolve("report");
        Object[] arguments = {
            "validate", "--spec", coins.spec, "--source", folder, "--report", "sarif=" + file, rejected
        };
        assertThat(Run.of(arguments).out()).contains(" of process a at " + here(code) + ":7\n");
        JsonNode result = results(file).get(0);
        assertThat(place(result.get("locations").get(0))).isEqualTo(here(code) + ":7:1");
        assertThat(result.get("relatedLocations").valueStream().map(ReportTest::place))
                .containsExactly(here(coins.spec) + ":8:8", here(rejected) + ":4:16");
        Files.writeString(Files.createDirectories(folder.resolve("src/other")).resolve("Purse.java"), "");
        assertThat(Run.of(arguments).out()).as("two files have the name").contains(" of process a at Purse.java:7\n");
        assertThat(place(results(file).get(0).get("locations").get(0))).isEqualTo(here(coins.spec) + ":8:8");
    }

    /** As editors and hosts of repositories open it. */
    private static Path here(Path file) {
        return Path.of("").toAbsolutePath().relativize(file);
    }

    private static JsonNode results(Path sarif) throws Exception {
        return JsonMapper.shared()
                .readTree(Files.readString(sarif))
                .get("runs")
                .get(0)
                .get("results");
    }

    private static String place(JsonNode location) {
        JsonNode physical = location.get("physicalLocation");
        JsonNode region = physical.get("region");
        return physical.get("artifactLocation").get("uri").asString() + ":"
                + region.get("startLine").asInt() + ":"
                + region.get("startColumn").asInt();
    }

    private static List<String> schemaErrors(String json) throws Exception {
        try (InputStream schema = ReportTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            return JsonSchemaFactory.getInstance(VersionFlag.V7)
                    .getSchema(schema)
                    .validate(json, com.networknt.schema.InputFormat.JSON)
                    .stream()
                    .map(Object::toString)
                    .toList();
        }
    }

    @Test
    void theSchemaOfSarifIsReallyUsed() throws Exception {
        String text = report("sarif", rejected);
        assertThat(schemaErrors(text.replace("\"level\":\"error\"", "\"level\":\"fatal\"")))
                .isNotEmpty();
        assertThat(schemaErrors(text.replace("\"ruleId\"", "\"rule\""))).isNotEmpty();
    }

    @Test
    void junitXmlHasATestCaseForEachTrace() throws Exception {
        Path control = coins.trace("control.ndjson", Coins.pay("a", "\\u0001", 2, 1));
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new java.io.ByteArrayInputStream(
                        report("junit", accepted, rejected, invalid, control).getBytes("UTF-8")));
        Element suite = (Element) document.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("tests")).isEqualTo("4");
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        Element failure = (Element) document.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("type")).isEqualTo("not-enabled");
        assertThat(failure.getAttribute("message")).startsWith(rejected + ":4:16: error: event 3 is no step of Coins");
        assertThat(failure.getTextContent()).contains("purse[p] >= m.coins is FALSE");
        assertThat(((Element) failure.getParentNode()).getAttribute("name")).isEqualTo(rejected.toString());
    }

    /** Returns a page as it is read without JavaScript, whose text may have any words. */
    private String html(Path trace) throws Exception {
        return report("html", trace).replaceAll("(?s)<script.*?</script>", "");
    }

    @Test
    void htmlHasTheVerdictAndWhatIsFalseAndTheCode() throws Exception {
        assertThat(html(rejected))
                .startsWith("<!DOCTYPE html>")
                .contains(">rejected at event 3</span>", "purse[p] &gt;= m.coins", "← false", "<td>3</td>")
                .contains("Coverage: 2 of ");
        assertThat(html(accepted)).contains(">accepted, 3 events</span>").doesNotContain("← false");
        assertThat(html(violating)).contains(">rejected at event 2</span>");
    }

    @Test
    void itfIsABehaviourThatIsAcceptedItself() throws Exception {
        for (Path trace : List.of(accepted, rejected)) {
            Path itf = coins.file("t.itf.json", report("itf", trace));
            assertThat(Run.of("validate", "--format", "itf", "--spec", coins.spec, itf, "--config", config())
                            .out())
                    .isEqualTo(itf + ": accepted, " + (trace.equals(accepted) ? 3 : 2) + " events\n");
        }
        JsonNode states = JsonMapper.shared().readTree(report("itf", accepted)).get("states");
        assertThat(states.size()).isEqualTo(4);
        assertThat(states.get(3).get("purse").toString()).isEqualTo("{\"a\":1,\"b\":1}");
        assertThat(states.get(3).get("mail").toString())
                .isEqualTo("{\"#set\":[{\"from\":\"b\",\"to\":\"a\",\"coins\":4}]}");
    }

    private Path config() throws Exception {
        return coins.file("Two.cfg", "SPECIFICATION Spec\nCONSTANT Proc = {\"a\", \"b\"}\n");
    }

    @Test
    void itfOfATraceThatDoesNotSayWhichStateIsOneOfThem() throws Exception {
        Path sparse = coins.trace("sparse.ndjson", "{\"action\":\"Pay\"}\n", "{\"action\":\"Take\"}\n");
        Path itf = coins.file("t.itf.json", report("itf", sparse));
        assertThat(Run.of("validate", "--format", "itf", "--spec", coins.spec, itf, "--config", config())
                        .exitCode())
                .isZero();
    }

    @Test
    void shivizHasVectorClocksThatFollowTheMessages() throws Exception {
        String log = report("shiviz", rejected);
        Matcher event =
                Pattern.compile("(?<event>.*)\n(?<host>\\S*) (?<clock>\\{.*})").matcher(log);
        assertThat(event.results().map(result -> result.group(2) + " " + result.group(3)))
                .containsExactly("a {\"a\":1}", "b {\"b\":1,\"a\":1}", "a {\"a\":2}");
        assertThat(log).contains("REJECTED 3 Pay(");
    }

    @Test
    void mermaidIsASliceThatEndsWithTheRejectedEvent() throws Exception {
        assertThat(report("mermaid", violating).lines())
                .containsExactly(
                        "sequenceDiagram",
                        "    participant p0 as b",
                        "    participant p1 as a",
                        "    Note over p0: 1 Pay",
                        "    rect rgb(255, 220, 220)",
                        "    p0->>p1: 2 Take",
                        "    Note over p1: no step of Coins",
                        "    end");
        assertThat(report("mermaid", accepted)).contains("p0->>p1: 2 Take").doesNotContain("no step");
    }

    @Test
    void whatIsOfOneTraceIsRefusedForSeveral() {
        assertThat(Run.of("validate", "--spec", coins.spec, "--report", "itf=x", accepted, rejected))
                .isEqualTo(new Run(
                        2, "", "lockstep: --report html, itf, shiviz and mermaid are of one trace, in a file\n"));
        assertThat(Run.of("validate", "--spec", coins.spec, "--report", "itf=" + folder.resolve("x"), invalid)
                        .err())
                .contains("an invalid trace has no report of this format");
    }

    @Test
    void tlcsJsonIsReadAlthoughItDoesNotTellSetsFromSequences() throws Exception {
        Path dump = coins.file("dump.json", """
                {"counterexample":{"action":[[[1,{"mail":[],"purse":{"a":3,"b":3}}],{"name":"Pay","location":{"module":"Coins"}},
                  [2,{"mail":[],"purse":{"a":3,"b":3}}]]],
                "state":[
                  [1,{"mail":[],"purse":{"a":3,"b":3}}],
                  [2,{"mail":[{"from":"a","to":"b","coins":2}],"purse":{"a":1,"b":3}}],
                  [3,{"mail":[{"to":"a","from":"b","coins":1},{"from":"a","to":"b","coins":2}],"purse":{"a":1,"b":2}}]
                ]},"vars":["mail","purse"]}
                """);
        String[] arguments = {
            "validate", "--format", "tlc", "--spec", coins.spec.toString(), "--config", config().toString()
        };
        Object[] all = java.util.stream.Stream.concat(List.of(arguments).stream(), java.util.stream.Stream.of(dump))
                .toArray();
        assertThat(Run.of(all)).isEqualTo(new Run(0, dump + ": accepted, 2 events\n", ""));
        String text = Files.readString(dump);
        coins.file("dump.json", text.replace("\"purse\":{\"a\":1,\"b\":2}", "\"purse\":{\"a\":1,\"b\":3}"));
        assertThat(Run.of(all).out())
                .startsWith(dump + ":6:1: error: event 2 is no step of Coins: a step of Next\n")
                .contains("purse was observed as [a |-> 1, b |-> 3]");
        coins.file(
                "dump.json",
                "[{\"mail\":[],\"purse\":{\"a\":3,\"b\":3}},{\"mail\":[{\"from\":\"a\",\"to\":\"b\",\"coins\":2}],\"purse\":{\"a\":1,\"b\":3}}]");
        assertThat(Run.of(all).exitCode()).isZero();
        coins.file(
                "dump.json",
                text.replace(
                        "[1,{\"mail\":[],\"purse\":{\"a\":3,\"b\":3}}],\n",
                        "[1,{\"mail\":[],\"purse\":{\"a\":3,\"b\":4}}],\n"));
        assertThat(Run.of(all).out()).contains("no initial state of Coins is as the trace's first state");
        coins.file("dump.json", "{\"counterexample\":{\"state\":[]}}");
        assertThat(Run.of(all).err())
                .contains("there are no states: TLC's JSON trace has them at counterexample.state");
    }

    @Test
    void anyOrderIsItsOwnResult() throws Exception {
        Path late = coins.trace("late.ndjson", Coins.take("b", "a", 2, 5), Coins.pay("a", "b", 2, 1));
        Run given = Run.validate(coins.spec, late);
        assertThat(given.exitCode()).isEqualTo(1);
        assertThat(given.out()).contains("accepted if event 1 comes after event 2; the trace ends there");
        Run reordered = Run.of("validate", "--any-order", "--spec", coins.spec, late);
        assertThat(reordered)
                .isEqualTo(
                        new Run(0, late + ": accepted with reordering, 2 events: event 1 comes after event 2\n", ""));
        JsonNode json = JsonMapper.shared()
                .readTree(Run.of("validate", "--any-order", "--json", "--spec", coins.spec, late)
                        .out());
        assertThat(json.get("verdict").asString()).isEqualTo("reordered");
        assertThat(json.get("moves").toString()).isEqualTo("[{\"event\":1,\"after\":2}]");
    }

    @Test
    void aClockThatIsBehindIsToldAndAllMovesAreInTheObject() throws Exception {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int coins = 1 + i % 2;
            events.add(clocked(60 + 100 * i, Coins.take("b", "a", coins, 3 + coins)));
            events.add(clocked(70 + 100 * i, Coins.pay("b", "a", coins, 3)));
            events.add(clocked(80 + 100 * i, Coins.pay("a", "b", coins, 3 - coins)));
            events.add(clocked(150 + 100 * i, Coins.take("a", "b", coins, 3)));
        }
        events.sort(Comparator.comparingInt(event -> Integer.parseInt(event.replaceAll("\\D*(\\d+)[^\\n]*\\n", "$1"))));
        Path late = coins.trace("late.ndjson", events.toArray(String[]::new));
        Run reordered = Run.of("validate", "--any-order", "--spec", coins.spec, late);
        assertThat(reordered)
                .isEqualTo(new Run(
                        0,
                        late
                                + ": accepted with reordering, 20 events: b seems to be at least 20 behind (10 events move)\n",
                        ""));
        JsonNode json = JsonMapper.shared()
                .readTree(Run.of("validate", "--any-order", "--json", "--spec", coins.spec, late)
                        .out());
        assertThat(json.get("skews").toString()).isEqualTo("{\"b\":20}");
        assertThat(json.get("moves")).hasSize(10);
    }

    private static String clocked(int clock, String event) {
        return "{\"clock\":" + clock + "," + event.substring(1);
    }

    @Test
    void aRejectedTraceIsShrunkBesideIt() throws Exception {
        Run run = Run.of("validate", "--shrink", "--spec", coins.spec, rejected);
        Path shrunk = folder.resolve("rejected.shrunk.ndjson");
        assertThat(run.out()).endsWith("shrunk to 2 of 3 events with 0 observations: " + shrunk + "\n");
        assertThat(Run.validate(coins.spec, shrunk).out())
                .startsWith(shrunk + ":3:47: error: event 2 is no step of Coins: Pay(")
                .contains("purse[p] >= m.coins is FALSE: purse[p] = 1, m.coins = 3");
        Run none = Run.of("validate", "--shrink", "--spec", coins.spec, accepted);
        assertThat(none.out()).isEqualTo(accepted + ": accepted, 3 events\n");
    }
}
