package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.shortcut.Shortcut;
import dev.lockstep.checker.shortcut.Shortcuts;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.TraceReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Strings, model values and keys that look alike, and names that the spec and the module TLC both have. */
class NamesTest {
    private static final String TAKE =
            "{\"action\":\"Take\",\"args\":{\"w\":\"w1\"},\"state\":{\"note\":\"busy\",\"owner\":\"w1\"}}";

    private static Sample trace(String... events) {
        return Sample.of("Names", "", events);
    }

    private static String event(String action, String args, String state) {
        return "{\"action\":\"" + action + "\",\"args\":{" + args + "},\"state\":{" + state + "}}";
    }

    private static String look(String seen) {
        return "{\"action\":\"Look\"," + seen + "}";
    }

    // ---------------------------------------------------------------- strings that model values are named as

    @Test
    void anObservedStringIsTheStringOrTheModelValueOfThatName() throws Exception {
        trace(TAKE, event("Free", "", "\"owner\":\"Idle\",\"note\":\"Idle\"")).isAccepted();
        trace(TAKE, event("Free", "", "\"owner\":\"Idle\",\"note\":\"busy\""))
                .isRejectedAt(2, "note was observed as \"busy\", the spec has \"Idle\"");
        trace(TAKE, event("Free", "", "\"owner\":\"w1\",\"note\":\"Idle\""))
                .isRejectedAt(2, "owner was observed as w1, the spec has Idle");
        trace(event("Take", "\"w\":\"w1\"", "\"note\":\"Idle\""))
                .isRejectedAt(1, "note was observed as \"Idle\", the spec has \"busy\"");
    }

    @Test
    void soIsAnArgument() throws Exception {
        trace(event("Say", "\"s\":\"Idle\"", "\"note\":\"Idle\"")).isAccepted();
        trace(event("Give", "\"o\":\"Idle\"", "\"owner\":\"Idle\"")).isAccepted();
        trace(event("Say", "\"s\":\"Idle\"", "\"note\":\"done\"")).isRejectedAt(1, "note was observed as \"done\"");
        trace(event("Say", "\"s\":\"w1\"", "")).isRejectedAt(1, "s = w1 is not in");
        trace(event("Give", "\"o\":\"done\"", "")).isRejectedAt(1, "o = \"done\" is not in");
    }

    @Test
    void eachElementHasAReadingOfItsOwn() throws Exception {
        trace(look("\"state\":{\"seen\":{\"#set\":[\"Idle\",\"Idle\"]}}")).isAccepted();
        trace(look("\"state\":{\"seen\":{\"#set\":[\"Idle\"]}}")).isRejectedAt(1, "seen was observed as {\"Idle\"}");
        trace(look("\"state\":{\"seen\":{\"#set\":[\"Idle\",\"Idle\",\"w1\"]}}"))
                .isRejectedAt(1);
        trace(look("\"added\":{\"seen\":[\"Idle\",\"Idle\"]}")).isAccepted();
        trace(look("\"added\":{\"seen\":[\"Idle\"]}")).isRejectedAt(1, "the step was observed to add to seen");
        trace(TAKE, look("\"added\":{\"seen\":[\"w1\",\"busy\"]}")).isAccepted();
    }

    @Test
    void tooManyReadingsAreInconclusiveAndNotRejected() throws Exception {
        String eight = "\"Idle\",".repeat(7) + "\"Idle\"";
        String nine = eight + ",\"Idle\"";
        trace(look("\"added\":{\"seen\":[" + nine + "]}")).isAccepted();
        trace(look("\"added\":{\"seen\":[" + eight + ",\"w1\"]}")).isRejectedAt(1);
        trace(look("\"added\":{\"seen\":[" + nine + ",\"w1\"]}")).isInconclusiveAt(1);
        assertThat(trace(look("\"added\":{\"seen\":[" + nine + ",\"w1\"]}"))
                        .check()
                        .toString())
                .contains("too many strings that model values are named as");
        trace(look("\"state\":{\"seen\":{\"#set\":[" + nine + "]}}")).isAccepted();
        trace(look("\"state\":{\"seen\":{\"#set\":[" + nine + ",\"w1\"]}}")).isRejectedAt(1);
    }

    @Test
    void theHeaderMayMeanEither() throws Exception {
        Sample.of("Names", "\"initially\":{\"owner\":\"Idle\",\"note\":\"Idle\"}", TAKE)
                .isAccepted();
        Sample.of("Names", "\"initially\":{\"owner\":\"Idle\",\"note\":\"busy\"}", TAKE)
                .isRejectedAt(1, "no initial state");
    }

    @Test
    void tlcComparesWithBothAsWell() throws Exception {
        Sample right = trace(TAKE, event("Free", "", "\"owner\":\"Idle\",\"note\":\"Idle\""));
        Sample wrong = trace(TAKE, event("Free", "", "\"owner\":\"Idle\",\"note\":\"busy\""));
        assertThat(byTlc(right).verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(byTlc(wrong).verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(byTlc(trace(event("Say", "\"s\":\"Idle\"", ""))).verdict()).isEqualTo(Verdict.ACCEPTED);
    }

    /** To TLC a tuple of characters is the string of them, if it is known before the step. */
    @Test
    void aSequenceOfCharactersIsNoString() throws Exception {
        Sample spelled = trace(event("Take", "\"w\":\"w1\"", "\"note\":[\"b\",\"u\",\"s\",\"y\"]"));
        spelled.isRejectedAt(1, "note was observed as <<\"b\", \"u\", \"s\", \"y\">>, the spec has \"busy\"");
        assertThat(byTlc(spelled).verdict()).isEqualTo(Verdict.REJECTED);
        Sample within = Sample.of("Bank").replace(1, "\"from\":\"a\"}}", "\"from\":[\"a\"]}}");
        within.isRejectedAt(1);
        String sent =
                "\"sent\":{\"#map\":[[[\"w1\",\"w1\"],%s],[[\"w1\",\"w2\"],[]],[[\"w2\",\"w1\"],[]],[[\"w2\",\"w2\"],[]]]}";
        String send = "\"p\":\"w1\",\"q\":\"w1\"";
        Sample one = trace(event("Send", send, sent.formatted("[\"hi\"]")));
        one.isAccepted();
        assertThat(byTlc(one).verdict()).isEqualTo(Verdict.ACCEPTED);
        Sample letters = trace(event("Send", send, sent.formatted("[[\"h\",\"i\"]]")));
        letters.isRejectedAt(1);
        assertThat(byTlc(letters).verdict()).isEqualTo(Verdict.REJECTED);
    }

    private static CheckResult byTlc(Sample sample) throws Exception {
        try (TraceReader reader = sample.open()) {
            LoadedSpec spec = new Specs(Shortcuts.without(List.of(Shortcut.EVALUATOR)))
                    .forTrace("Names", reader.header(), Sample.FOLDER.resolve("Names.tla"), null);
            return TraceChecker.check(spec, reader, Limits.DEFAULT);
        }
    }

    // ---------------------------------------------------------------- keys

    @Test
    void anObjectWhereAFunctionOfOtherValuesIsMeantIsTold() throws Exception {
        trace(event("Bump", "\"n\":0", "\"count\":{\"#map\":[[0,1],[1,0],[2,0]]}"))
                .isAccepted();
        trace(event("Bump", "\"n\":0", "\"count\":{\"0\":1,\"1\":0,\"2\":0}"))
                .isRejectedAt(
                        1,
                        "count was observed as [0 |-> 1, 1 |-> 0, 2 |-> 0], the spec has (0 :> 1 @@ 1 :> 0 @@ 2 :> 0)",
                        "the keys of a JSON object are strings: a function of other values is written"
                                + " {\"#map\":[[0,...],...]}");
        trace(event("Lift", "\"w\":\"w1\"", "\"load\":{\"w1\":1,\"w2\":0}"))
                .isRejectedAt(1, "{\"#map\":[[\"w1\",...],...]}");
        trace(event("Lift", "\"w\":\"w1\"", "\"load\":{\"#map\":[[\"w1\",1],[\"w2\",0]]}"))
                .isAccepted();
    }

    @Test
    void ofOtherRecordsNothingIsSaidOfKeys() throws Exception {
        CheckResult result =
                trace(event("Bump", "\"n\":0", "\"count\":{\"a\":1,\"b\":0}")).check();
        assertThat(result.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(result.toString()).contains("count was observed as").doesNotContain("#map");
    }

    // ---------------------------------------------------------------- names of the module TLC

    @Test
    void aSpecMayDefineWhatTheModuleTlcDefines() throws Exception {
        String constants = "\"constants\":{\"Most\":5,\"Worker\":{\"#set\":[\"w2\"]}}";
        String bump = event("Bump", "\"n\":5", "");
        Sample.of("Names", constants, bump).isAccepted();
        trace(bump).isRejectedAt(1, "n = 5 is not in Any(Most), which is 0..2");
        Sample.of("Names", constants, event("Take", "\"w\":\"w1\"", "")).isRejectedAt(1, "w = \"w1\" is not in Worker");
    }
}
