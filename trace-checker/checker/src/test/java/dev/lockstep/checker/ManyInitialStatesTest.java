package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.shortcut.Shortcut;
import dev.lockstep.checker.shortcut.Shortcuts;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.TraceReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a trace says first narrows the initial states: there may be more than can be kept, or gone through. */
class ManyInitialStatesTest {
    /** 10^12 initial states. */
    private static final String HUGE = "\"constants\":{\"Most\":1000000}";

    private static Sample of(String header, String... events) {
        return Sample.of("Beginnings", header, events);
    }

    private static String start(String state) {
        return "{\"action\":\"Start\",\"state\":{" + state + "}}";
    }

    private static String move(int n, String state) {
        return "{\"action\":\"Move\",\"args\":{\"n\":" + n + "},\"state\":{" + state + "}}";
    }

    @Test
    void whatTheFirstEventLeavesAsItIsWasSoInitially() throws Exception {
        of("", start("\"x\":5,\"y\":7"), move(2, "\"x\":7,\"y\":5")).isAccepted();
        of("", start("\"x\":5,\"y\":7"), move(2, "\"x\":6")).isRejectedAt(2);
        of(HUGE, start("\"x\":5,\"y\":7"), start("\"done\":true")).isRejectedAt(2, "done = FALSE is FALSE");
        CheckResult result = of(HUGE, start("\"x\":5,\"y\":7")).check();
        assertThat(result.states()).isEqualTo(2);
        of(HUGE, start("\"x\":1000001,\"y\":7")).isRejectedAt(1);
    }

    @Test
    void anInitialStateFromWhichTheFirstEventIsNoStepIsLeftOut() throws Exception {
        of("", move(2, "\"x\":7,\"y\":5"), start("\"x\":7,\"y\":5")).isAccepted();
        of("", move(2, "\"x\":7,\"y\":5"), start("\"x\":7,\"y\":6")).isRejectedAt(2);
        of("", move(2, "\"x\":2")).isRejectedAt(1, "x was observed as 2");
        of("", move(2, "\"x\":3,\"y\":0")).isRejectedAt(1, "Positive");
    }

    @Test
    void eachInstanceHasItsOwnBeginning() throws Exception {
        String a = "{\"instance\":\"a\",\"action\":\"Start\",\"state\":{\"x\":1,\"y\":1}}";
        String b = "{\"instance\":\"b\",\"action\":\"Start\",\"state\":{\"x\":2,\"y\":9}}";
        String later = "{\"instance\":\"b\",\"action\":\"Move\",\"state\":{\"y\":6}}";
        of(HUGE, a, b, later).isAccepted();
        of(HUGE, a, b, later.replace("\"b\"", "\"a\"")).isRejectedAt(3);
    }

    @Test
    void theHeaderSaysWhatIsSoInitially() throws Exception {
        of("\"initially\":{\"x\":5,\"y\":7}", move(2, "")).isAccepted();
        of("\"initially\":{\"x\":5,\"y\":7}", move(2, "\"x\":8"))
                .isRejectedAt(1, "x was observed as 8, the spec has 7");
        of(HUGE + ",\"initially\":{\"x\":5,\"y\":7}", move(2, "\"x\":7")).isAccepted();
        of(HUGE + ",\"initially\":{\"x\":5}", start("\"y\":7")).isAccepted();
        of("\"initially\":{\"x\":5}", move(2, "\"x\":8")).isRejectedAt(1);
        of("\"initially\":{\"x\":0}", start("")).isRejectedAt(1, "no initial state of Beginnings");
        of("\"initially\":{\"z\":0}", start("")).isInvalid("no variable z");
        of("\"initially\":{\"x\":{\"#bigint\":\"99999999999\"}}", start("")).isInvalid("x");
        of("\"initially\":7", start("")).isInvalid("\"initially\" must be an object");
    }

    @Test
    void whatNarrowsNothingIsInconclusiveAndToldWhy() throws Exception {
        Sample unseen = of("", start("\"x\":5"), move(2, ""));
        unseen.isAccepted(); // 1000 states
        of("", start("")).isInconclusiveAt(1);
        assertThat(of("", start("")).check().toString())
                .contains("there are more than 100000 initial states", "\"initially\" in the header");
        of("\"hidden\":[\"Move\"]", start("\"x\":5,\"y\":7")).isInconclusiveAt(1);
    }

    @Test
    void tlcLooksAtSoManyAndSaysSo() throws Exception {
        Sample sample = of("", move(2, "\"x\":900,\"y\":5"));
        LoadedSpec spec;
        try (TraceReader reader = sample.open()) {
            spec = new Specs(Shortcuts.without(List.of(Shortcut.EVALUATOR)))
                    .forTrace("Beginnings", reader.header(), Sample.FOLDER.resolve("Beginnings.tla"), null);
            CheckResult result = TraceChecker.check(spec, reader, new Limits(100));
            assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(result.toString()).contains("more than 1000 initial states were looked at");
        }
        try (TraceReader reader = of("\"initially\":{\"x\":898,\"y\":7}", move(2, "\"x\":900,\"y\":5"))
                .open()) {
            CheckResult result = TraceChecker.check(spec, reader, new Limits(100));
            assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.ACCEPTED);
        }
        try (TraceReader reader =
                of("\"constants\":{\"Most\":30}", move(2, "\"x\":3,\"y\":5")).open()) {
            spec = new Specs(Shortcuts.without(List.of(Shortcut.EVALUATOR)))
                    .forTrace("Beginnings", reader.header(), Sample.FOLDER.resolve("Beginnings.tla"), null);
            CheckResult result = TraceChecker.check(spec, reader, new Limits(100));
            assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.ACCEPTED);
        }
    }
}
