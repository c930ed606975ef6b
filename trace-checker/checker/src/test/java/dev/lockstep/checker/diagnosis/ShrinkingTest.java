package dev.lockstep.checker.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Rejection.Kind;
import dev.lockstep.checker.Sample;
import dev.lockstep.checker.TrafficLines;
import dev.lockstep.checker.diagnosis.Shrinking.Shrunk;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.ReorderedReader;
import dev.lockstep.checker.trace.TraceWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A shrunk trace is rejected at the same event for the same kind of reason, and nothing can be left out of it. */
class ShrinkingTest {
    private static final String HEADER = "\"local\":[\"clock\"],\"complete\":[\"clock\",\"channel\"]";

    private static Shrunk shrink(Sample sample, long steps) throws Exception {
        return Shrinking.shrink(sample.check(), sample.load(), sample::open, steps);
    }

    /** As it is written to a file. */
    private static Sample written(Shrunk shrunk) throws Exception {
        StringWriter text = new StringWriter();
        try (TraceWriter writer = new TraceWriter(text, shrunk.header())) {
            for (Event event : shrunk.events()) {
                writer.write(event);
            }
        }
        List<String> lines = text.toString().lines().toList();
        String header = lines.get(0)
                .replaceFirst("\\{\"lockstep\":1,\"spec\":\"\\w+\",", "")
                .replaceFirst("}$", "");
        return Sample.of(
                shrunk.header().spec(), header, lines.subList(1, lines.size()).toArray(String[]::new));
    }

    @Test
    void whatDoesNotLeadToTheRejectionIsLeftOut() throws Exception {
        List<String> lines = new ArrayList<>(TrafficLines.of(200, 3));
        lines.set(
                150,
                "{\"process\":\"p1\",\"action\":\"Receive\",\"args\":{\"p\":\"p1\",\"m\":{\"from\":\"p2\",\"to\":\"p1\",\"clock\":1}}}");
        Sample sample = Sample.of("Traffic", HEADER, lines.toArray(String[]::new));
        assertThat(sample.check().rejection().kind()).isEqualTo(Kind.NOT_ENABLED);
        Shrunk shrunk = shrink(sample, 1_000_000);
        assertThat(shrunk.events()).singleElement().extracting(Event::action).isEqualTo("Receive");
        assertThat(shrunk.observations()).isZero();
        assertThat(shrunk.isLeast()).isTrue();
        written(shrunk).isRejectedAt(1, "is not in Deliverable(p)");
    }

    @Test
    void theSameActionIsRejectedForTheSameKindOfReason() throws Exception {
        List<String> lines = new ArrayList<>(TrafficLines.of(100, 1));
        int wrong = 40;
        lines.set(wrong, lines.get(wrong).replaceFirst("\"state\":\\{\"clock\":", "$0" + 9));
        Sample sample = Sample.of("Traffic", HEADER, lines.toArray(String[]::new));
        CheckResult before = sample.check();
        assertThat(before.rejection().kind()).isEqualTo(Kind.OTHER_OUTCOME);
        Shrunk shrunk = shrink(sample, 1_000_000);
        CheckResult after = written(shrunk).check();
        assertThat(after.rejection().kind()).isEqualTo(Kind.OTHER_OUTCOME);
        assertThat(after.event()).isEqualTo(shrunk.events().size());
        assertThat(after.rejection().event().title())
                .isEqualTo(before.rejection().event().title());
        assertThat(shrunk.observations()).as("what was seen of the last event").isEqualTo(1);
        assertThat(shrunk.events()).hasSizeLessThan(12);
    }

    @Test
    void noEventAndNoObservationOfAShrunkTraceCanBeLeftOut() throws Exception {
        Sample sample = Sample.of(
                "Bank",
                "\"constants\":{\"Account\":{\"#set\":[\"a\",\"b\"]},\"Opening\":{\"#map\":[[\"a\",7],[\"b\",3]]}}",
                "{\"action\":\"Transfer\",\"args\":{\"from\":\"a\",\"to\":\"b\"},\"state\":{\"Total\":10}}",
                "{\"action\":\"Transfer\",\"args\":{\"from\":\"b\",\"to\":\"a\"},\"state\":{\"balance\":{\"a\":4,\"b\":6},\"Total\":10}}",
                "{\"action\":\"Transfer\",\"args\":{\"from\":\"b\",\"to\":\"a\",\"n\":6},\"state\":{\"Total\":10}}",
                "{\"action\":\"Close\",\"args\":{\"a\":\"a\"},\"state\":{\"Total\":10}}");
        assertThat(sample.check().rejection().subjects()).containsExactly("Bank.tla:24  balance[a] = 0");
        Shrunk shrunk = shrink(sample, 1_000_000);
        assertThat(shrunk.events())
                .as("without a transfer the log would be empty: another conjunct would be false")
                .extracting(Event::title)
                .containsExactly("Transfer(from = \"b\", to = \"a\")", "Close(a = \"a\")");
        assertThat(shrunk.observations()).isZero();
        written(shrunk).isRejectedAt(2, "balance[a] = 0 is FALSE");
    }

    @Test
    void aViolatedInvariantStaysTheSameOne() throws Exception {
        Sample sample = Sample.of(
                "Relay",
                "\"hidden\":[\"Pass\"]",
                "{\"action\":\"Put\",\"args\":{\"v\":5}}",
                "{\"action\":\"Lose\"}",
                "{\"action\":\"Put\",\"args\":{\"v\":6}}",
                "{\"action\":\"Lose\"}");
        assertThat(sample.check().rejection().invariant()).isEqualTo("FewLost");
        Shrunk shrunk = shrink(sample, 1_000_000);
        assertThat(shrunk.events()).hasSize(4);
        assertThat(written(shrunk).check().rejection().invariant()).isEqualTo("FewLost");
    }

    @Test
    void aSearchThatStoppedSaysSoAndStillGivesARejectedTrace() throws Exception {
        List<String> lines = new ArrayList<>(TrafficLines.of(100, 1));
        lines.set(40, lines.get(40).replaceFirst("\"state\":\\{\"clock\":", "$0" + 9));
        Sample sample = Sample.of("Traffic", HEADER, lines.toArray(String[]::new));
        Shrunk shrunk = shrink(sample, 60);
        assertThat(shrunk.isLeast()).isFalse();
        written(shrunk).isRejectedAt(shrunk.events().size());
    }

    @Test
    void onlyTheInstanceThatIsRejectedRemains() throws Exception {
        Sample sample = Sample.of(
                "Guess",
                "",
                "{\"instance\":\"a\",\"action\":\"Choose\",\"state\":{\"chosen\":3}}",
                "{\"instance\":\"b\",\"action\":\"Choose\",\"state\":{\"chosen\":1}}",
                "{\"instance\":\"a\",\"action\":\"Show\",\"args\":{\"k\":1}}");
        assertThat(shrink(sample, 1000).events()).extracting(Event::instance).containsOnly("a");
    }

    private static Sample wrongClock() throws Exception {
        List<String> lines = new ArrayList<>(TrafficLines.of(100, 1));
        lines.set(80, lines.get(80).replaceFirst("\"state\":\\{\"clock\":", "$0" + 9));
        return Sample.of("Traffic", HEADER, lines.toArray(String[]::new));
    }

    @Test
    void itBecomesSmallerStepByStepAndWhenStoppedTheSmallestSoFarIsTheResult() throws Exception {
        Sample sample = aLongTraceOfWhichATenthIsNeeded();
        List<Long> sizes = new ArrayList<>();
        Shrunk whole = Shrinking.shrink(
                sample.check(),
                sample.load(),
                sample::open,
                1_000_000,
                () -> false,
                (events, observations, steps) -> sizes.add(events + observations));
        assertThat(whole.isLeast()).isTrue();
        assertThat(sizes).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(new HashSet<>(sizes)).as("in many steps").hasSizeGreaterThan(4);
        assertThat(sizes.get(sizes.size() - 1)).isEqualTo(whole.events().size() + whole.observations());
        for (int tries = 1; tries < sizes.size(); tries += sizes.size() / 10) {
            int most = tries;
            List<Long> tried = new ArrayList<>();
            Shrunk stopped = Shrinking.shrink(
                    sample.check(),
                    sample.load(),
                    sample::open,
                    1_000_000,
                    () -> tried.size() >= most,
                    (events, observations, steps) -> tried.add(events + observations));
            assertThat(stopped.isLeast()).isFalse();
            assertThat(stopped.events().size() + stopped.observations()).isEqualTo(sizes.get(most - 1));
            written(stopped).isRejectedAt(stopped.events().size());
        }
    }

    private static final int LONG = 1000;
    private static final int NEEDED = 100;

    /** Each tenth step leads to the rejection, and nothing of what is between them. */
    private static Sample aLongTraceOfWhichATenthIsNeeded() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < LONG; i++) {
            lines.add("{\"action\":\"" + (i % (LONG / NEEDED) == 0 ? "Climb" : "Whistle") + "\"}");
        }
        lines.add("{\"action\":\"Rest\"}");
        return Sample.of("Ladder", "", lines.toArray(String[]::new));
    }

    /** How many steps of the spec are taken until nothing more can be left out. */
    private static long steps(Sample sample, int near) throws Exception {
        long[] spent = {0};
        Shrunk shrunk = Shrinking.shrink(
                sample.check(),
                sample.load(),
                sample::open,
                new Budget(10_000_000, sample.load()),
                (events, observations, steps) -> spent[0] = steps,
                near);
        assertThat(shrunk.isLeast()).isTrue();
        assertThat(shrunk.events()).hasSize(NEEDED + 1);
        return spent[0];
    }

    /** In so many steps for each event of the trace. */
    private static final long FEW = 100;

    @Test
    void aLongTraceIsShrunkInFewStepsForEachOfItsEvents() throws Exception {
        assertThat(steps(aLongTraceOfWhichATenthIsNeeded(), 16)).isLessThan(FEW * LONG);
    }

    /** The canary of the check above. */
    @Test
    void aSearchWithoutCheckpointsTakesMore() throws Exception {
        assertThat(steps(aLongTraceOfWhichATenthIsNeeded(), Integer.MAX_VALUE)).isGreaterThan(FEW * LONG);
    }

    private static String event(String process, String action, String arg) {
        return "{\"process\":\"" + process + "\",\"action\":\"" + action + "\",\"args\":{\"p\":\"" + process + "\","
                + arg + "}}";
    }

    @Test
    void withAProcessGoesWhatIsNoStepWithoutIt() throws Exception {
        Sample sample = Sample.of(
                "Traffic",
                "",
                event("p3", "Send", "\"q\":\"p1\""),
                event("p1", "Receive", "\"m\":{\"from\":\"p3\",\"to\":\"p1\",\"clock\":1}"),
                event("p1", "Receive", "\"m\":{\"from\":\"p2\",\"to\":\"p1\",\"clock\":1}"));
        List<Integer> sizes = new ArrayList<>();
        Shrinking.shrink(
                sample.check(),
                sample.load(),
                sample::open,
                1000,
                () -> false,
                (events, observations, steps) -> sizes.add(events));
        assertThat(sizes).as("never the send alone, or the receipt").containsOnly(3, 1);
    }

    @Test
    void inAnotherOrderTheTraceIsShrunkToo() throws Exception {
        String receive = AnyOrderTest.receive("p2", "p1", 1);
        String send = AnyOrderTest.send("p1", "p2", 1);
        Sample sample = Sample.of(
                "Traffic",
                "\"local\":[\"clock\"]",
                receive,
                send,
                AnyOrderTest.send("p3", "p1", 1),
                AnyOrderTest.receive("p2", "p3", 7));
        CheckResult result = AnyOrderTest.check(sample, 10_000);
        assertThat(result.event()).isEqualTo(4);
        assertThat(result.reordering().order()).startsWith(2L, 1L);
        Shrunk shrunk = Shrinking.shrink(
                result,
                sample.load(),
                () -> new ReorderedReader(sample.open(), result.reordering().order()),
                10_000);
        assertThat(shrunk.events()).extracting(Event::index).containsExactly(4L);
        written(shrunk).isRejectedAt(1, "is not in Deliverable(p)");
    }
}
