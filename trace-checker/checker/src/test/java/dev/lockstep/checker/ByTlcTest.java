package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Traces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only TLC can evaluate is counted, and told by construct and place; sets that are not written out are no such thing. */
class ByTlcTest {
    @TempDir
    Path folder;

    private CheckResult check(String... more) throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(Sample.FOLDER.resolve("Replaced.ndjson")));
        lines.addAll(List.of(more));
        Path trace = Files.write(folder.resolve("Replaced.ndjson"), lines);
        try (TraceReader reader = Traces.open(trace, Traces.Format.LOCKSTEP)) {
            return TraceChecker.check(
                    new Specs().forTrace(reader.name(), reader.header(), Sample.FOLDER.resolve("Replaced.tla"), null),
                    reader,
                    Limits.DEFAULT);
        }
    }

    @Test
    void constantsThatAreReplacedByInfiniteSetsNeedNoTlc() throws Exception {
        CheckResult result = check();
        assertThat(result.verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(result.events()).isEqualTo(5);
        assertThat(result.byTlc()).isEmpty();
        assertThat(result.eventsByTlc()).isZero();
    }

    @Test
    void whatIsInNoSuchSetIsRejectedAtItsEvent() throws Exception {
        Sample replaced = Sample.of("Replaced");
        replaced.isAccepted();
        replaced.replace(1, "\"s\":7", "\"s\":-7").isRejectedAt(1);
        replaced.replace(1, "\"c\":\"put\"", "\"c\":1").isRejectedAt(1);
        replaced.replace(2, "[\"x\",\"y\"]", "[\"x\",1]").isRejectedAt(2);
        replaced.replace(2, "[\"a\"]", "[\"c\"]").isRejectedAt(2);
        replaced.replace(2, "\"b\":2", "\"b\":-2").isRejectedAt(2);
        replaced.replace(2, "\"size\":3", "\"size\":4").isRejectedAt(2);
        replaced.replace(3, "Nobody", "Somebody").isRejectedAt(3);
        replaced.replace(4, "1024", "1023").isRejectedAt(4);
        replaced.replace(5, "\"a\":1", "\"a\":2").isRejectedAt(5);
    }

    /** Of several elements the one is chosen that TLC comes to first: "b", which the spec has before "a". */
    @Test
    void aChoiceAmongSeveralNeedsNoTlc() throws Exception {
        CheckResult result = check("{\"action\":\"Pick\",\"state\":{\"taken\":[\"a\"]}}");
        assertThat(result.verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(result.byTlc()).isEmpty();
        CheckResult other = check("{\"action\":\"Pick\",\"state\":{\"taken\":[\"b\"]}}");
        assertThat(other.event()).isEqualTo(6);
    }

    /** The canary: the count is not zero whatever happens. */
    @Test
    void whatOnlyTlcCanEvaluateIsCountedAndToldWithItsPlace() throws Exception {
        String tell = "{\"action\":\"Tell\"}";
        CheckResult result = check(tell, "{\"action\":\"Raise\",\"args\":{\"n\":1}}", tell, tell);
        assertThat(result.verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(result.events()).isEqualTo(9);
        assertThat(result.byTlc())
                .isEqualTo(Map.of("Replaced.tla:42 ToString(power): an operator that only TLC has", 3L));
        assertThat(result.eventsByTlc()).isEqualTo(3);
    }
}
