package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Traces;
import dev.lockstep.checker.trace.Traces.Format;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Traces of full states, as Apalache, Quint and TLC write them. */
class FullStatesTest {
    private static final String NO_COUNT = "{\"#map\":[[0,0],[1,0],[2,0]]}";
    private static final String ONE_COUNT = "{\"#map\":[[0,1],[1,0],[2,0]]}";

    private static CheckResult check(String spec, Format format, String text) throws Exception {
        try (TraceReader reader =
                Traces.read("t.json", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), format)) {
            return TraceChecker.check(
                    new Specs().forTrace("t.json", reader.header(), Sample.FOLDER.resolve(spec + ".tla"), null),
                    reader,
                    Limits.DEFAULT);
        }
    }

    private static void isAccepted(CheckResult result, long events) {
        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.ACCEPTED);
        assertThat(result.events()).isEqualTo(events);
    }

    private static void isRejectedAt(long event, CheckResult result, String... says) {
        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.REJECTED);
        assertThat(result.event()).as(result.toString()).isEqualTo(event);
        for (String part : says) {
            assertThat(result.toString()).contains(part);
        }
    }

    // ---------------------------------------------------------------- TLC

    /** The function of pairs, with one message from w1 to w2 or none. */
    private static String sent(String quote, String message) {
        String text =
                "{\"sent\":{\"<<w1, w1>>\":[],\"<<w1, w2>>\":[" + message + "],\"<<w2, w1>>\":[],\"<<w2, w2>>\":[]}}";
        return text.replace("w1", quote + "w1" + quote).replace("w2", quote + "w2" + quote);
    }

    @Test
    void tlcWritesAnArgumentAsItPrintsIt() throws Exception {
        isAccepted(check("Names", Format.TLC, "[" + sent("", "") + "," + sent("", "\"hi\"") + "]"), 1);
        isRejectedAt(1, check("Names", Format.TLC, "[" + sent("", "") + "," + sent("", "\"ho\"") + "]"));
        String strings = "[" + sent("\\\"", "") + "," + sent("\\\"", "\"hi\"") + "]";
        isRejectedAt(0, check("Names", Format.TLC, "[" + sent("\\\"", "") + "]"), "no initial state");
        assertThat(check("Names", Format.TLC, strings).verdict()).isEqualTo(Verdict.REJECTED);
        isAccepted(check("Names", Format.TLC, "[{\"load\":{\"w1\":0,\"w2\":0}},{\"load\":{\"w1\":0,\"w2\":1}}]"), 1);
        isRejectedAt(1, check("Names", Format.TLC, "[{\"load\":{\"w1\":0,\"w2\":0}},{\"load\":{\"w1\":0,\"w2\":2}}]"));
        isAccepted(check("Names", Format.TLC, "[{\"count\":{\"0\":0,\"1\":0,\"2\":0}},{\"owner\":\"Idle\"}]"), 1);
    }

    /** The step is any of Next, some of which TLC cannot list: it looks for elements among what the state names. */
    @Test
    void anIntegerBeyondTlcsIsNoValueOfTheSpec() throws Exception {
        CheckResult result = check(
                "Values",
                Format.TLC,
                "[{\"num\":0},{\"set\":[3],\"rec\":{\"kind\":\"put\",\"size\":99999999999999999999999999}}]");
        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.event()).isEqualTo(1);
    }

    // ---------------------------------------------------------------- ITF

    @Test
    void theStepThatClosesALoopIsChecked() throws Exception {
        String owners = "\"states\":[{\"owner\":\"Idle\"},{\"owner\":\"w1\"}]}";
        isAccepted(check("Names", Format.ITF, "{\"loop\":0," + owners), 2);
        isAccepted(check("Names", Format.ITF, "{\"loop\":1," + owners), 1);
        String counts = "\"states\":[{\"count\":" + NO_COUNT + "},\n{\"count\":" + ONE_COUNT + "}]";
        isAccepted(check("Names", Format.ITF, "{" + counts + "}"), 1);
        isRejectedAt(
                2,
                check("Names", Format.ITF, "{" + counts + ",\n\"loop\":0}"),
                "t.json:3:",
                "event 2 is no step of Names: the step of Next that closes the loop");
    }

    @Test
    void variablesOfQuintAreNotLookedFor() throws Exception {
        String mbt = "{\"states\":[{\"owner\":\"Idle\",\"mbt::actionTaken\":\"init\"},"
                + "{\"owner\":\"w1\",\"mbt::actionTaken\":\"Take\"}]}";
        isAccepted(check("Names", Format.ITF, mbt), 1);
        isRejectedAt(1, check("Names", Format.ITF, mbt.replace("\"w1\"", "\"w3\"")), "owner was observed as");
    }

    @Test
    void aFirstStateOfAnotherKindIsNoInitialState() throws Exception {
        for (String set : new String[] {"{\"#set\":[{\"#set\":[3]}]}", "3", "\"none\"", "{\"a\":1}", "[1]"}) {
            isRejectedAt(0, check("Values", Format.ITF, "{\"states\":[{\"set\":" + set + "}]}"), "no initial state");
        }
        isRejectedAt(0, check("Values", Format.ITF, "{\"states\":[{\"num\":\"0\"}]}"), "no initial state");
        isAccepted(check("Values", Format.ITF, "{\"states\":[{\"num\":0}]}"), 0);
    }
}
