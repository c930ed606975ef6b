package dev.lockstep.checker.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of OpenTelemetry's protocol, as a collector writes them: a line has many records, and a span is several. */
class OtlpTest {
    private static final String ALL = """
            spec S
            format otlp
              process = ${/resource/host.name:or(nobody)}
            on
              where /record ~ ^(?<what>\\w+)$
              event E
                arg what = ${what}
                arg message = ${/message:or(none)}
            """;

    private static final String RESOURCE =
            "\"resource\":{\"attributes\":[{\"key\":\"host.name\",\"value\":{\"stringValue\":\"h\"}}]}";

    @TempDir
    Path folder;

    private static String logs(String... records) {
        return "{\"resourceLogs\":[{" + RESOURCE + ",\"scopeLogs\":[{\"scope\":{\"name\":\"lib\"},\"logRecords\":["
                + String.join(",", records) + "]}]}]}";
    }

    private static String spans(String... records) {
        return "{\"resourceSpans\":[{" + RESOURCE + ",\"scopeSpans\":[{\"spans\":[" + String.join(",", records)
                + "]}]}]}";
    }

    @Test
    void recordsAreInTheOrderOfTheirTimesAndKnowTheirColumn() throws Exception {
        String first = "{\"timeUnixNano\":\"3000\",\"body\":{\"stringValue\":\"late\"}}";
        String second = "{\"observedTimeUnixNano\":\"1000\",\"timeUnixNano\":\"0\",\"eventName\":\"early\"}";
        String line = logs(first, second);
        Logs logs = Logs.of(folder, ALL).log("o.json", "{\"resourceMetrics\":[]}", line);

        assertThat(logs.events())
                .containsExactly(
                        "\"h\" E(what = \"log\", message = \"early\")", "\"h\" E(what = \"log\", message = \"late\")");
        assertThat(logs.trace().events().get(0).source()).endsWith("o.json:2:" + (line.indexOf(second) + 1));
        assertThat(logs.trace().lines()).isEqualTo(3);
        assertThat(logs.trace().ignored()).isEqualTo(1);
    }

    @Test
    void aSpanStartsHasEventsAndEnds() throws Exception {
        Logs logs = Logs.of(
                        folder, ALL + "arg kind = ${/kind}\n arg status = ${/status}\n arg of = ${/span/name:or(-)}\n")
                .log(
                        "o.json",
                        spans(
                                "{\"name\":\"call\",\"kind\":3,\"startTimeUnixNano\":\"10\",\"endTimeUnixNano\":\"30\","
                                        + "\"events\":[{\"name\":\"retry\",\"timeUnixNano\":\"20\"}],\"status\":{\"code\":2}}"));

        assertThat(logs.events())
                .containsExactly(
                        "\"h\" E(what = \"start\", message = \"call\", kind = \"client\", status = \"error\", of = \"-\")",
                        "\"h\" E(what = \"event\", message = \"retry\", kind = \"client\", status = \"error\", of = \"call\")",
                        "\"h\" E(what = \"end\", message = \"call\", kind = \"client\", status = \"error\", of = \"-\")");
    }

    @Test
    void attributesAreValues() throws Exception {
        Logs logs = Logs.of(
                        folder,
                        "spec S\nformat otlp\n  process = \"p\"\non\n  event E\n    arg all = ${/attributes}\n"
                                + "    arg route = ${/attributes/http.route}\n    arg scope = ${/scope}\n")
                .log(
                        "o.json",
                        logs(
                                "{\"timeUnixNano\":\"1\",\"attributes\":["
                                        + "{\"key\":\"http.route\",\"value\":{\"stringValue\":\"/x\"}},"
                                        + "{\"key\":\"n\",\"value\":{\"intValue\":\"7\"}},"
                                        + "{\"key\":\"b\",\"value\":{\"boolValue\":true}},"
                                        + "{\"key\":\"l\",\"value\":{\"arrayValue\":{\"values\":[{\"intValue\":1},{\"intValue\":\"2\"}]}}},"
                                        + "{\"key\":\"m\",\"value\":{\"kvlistValue\":{\"values\":[{\"key\":\"k\",\"value\":{\"intValue\":3}}]}}}]}"));

        assertThat(logs.events())
                .containsExactly("\"p\" E(all = [http.route |-> \"/x\", n |-> 7, b |-> TRUE, l |-> <<1, 2>>,"
                        + " m |-> [k |-> 3]], route = \"/x\", scope = \"lib\")");
    }

    @Test
    void whatIsWrongIsToldWithItsLine() {
        assertThat(Logs.of(folder, ALL).log("o.json", "{\"level\":\"info\"}").complaint())
                .startsWith("o.json:1: the line has no format of the mapping");
        assertThat(Logs.of(folder, ALL).log("o.json", logs("7")).complaint())
                .isEqualTo("o.json:1: a log record or a span of OTLP is an object, but here is 7 (m.mapping:2)");
        assertThat(Logs.of(folder, ALL).log("o.json", logs("{}")).complaint())
                .isEqualTo("o.json:1: the line has no /time (m.mapping:2)");
        assertThat(Logs.of(folder, ALL)
                        .log("o.json", spans("{\"kind\":9,\"startTimeUnixNano\":\"1\",\"endTimeUnixNano\":\"2\"}"))
                        .complaint())
                .isEqualTo("o.json:1: 9 is none of OTLP's SPAN_KIND_... (m.mapping:2)");
    }
}
