package dev.lockstep.checker.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Sample;
import dev.lockstep.checker.TrafficLines;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What would make a trace accepted is said if it was tried, and only then. */
class DiagnosisTest {
    private static final String HEADER = "\"local\":[\"clock\"],\"complete\":[\"clock\",\"channel\"]";

    private final List<String> lines;

    DiagnosisTest() throws Exception {
        lines = new ArrayList<>(TrafficLines.of(120, 1));
    }

    private Sample trace() {
        return Sample.of("Traffic", HEADER, lines.toArray(String[]::new));
    }

    private static CheckResult explained(Sample sample, long steps) throws Exception {
        return Diagnosis.explain(sample.check(), sample.load(), Limits.DEFAULT, sample::open, steps);
    }

    private static List<String> hints(Sample sample, long steps) throws Exception {
        return explained(sample, steps).hints();
    }

    private static List<String> hints(Sample sample) throws Exception {
        return hints(sample, 20_000);
    }

    /** The first event of this action from there on. */
    private int next(String action, int from) {
        return IntStream.range(from, lines.size())
                .filter(i -> lines.get(i).contains("\"" + action + "\""))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anAcceptedTraceHasNoHints() throws Exception {
        assertThat(hints(trace())).isEmpty();
    }

    @Test
    void anObservationThatIsWrongIsTheOnlyMismatch() throws Exception {
        lines.set(40, lines.get(40).replaceFirst("\"state\":\\{\"clock\":", "$0" + 9));
        assertThat(hints(trace()))
                .containsExactly("accepted if state.clock is left out, its only mismatch; so are the next 32 events");
    }

    @Test
    void aMessageThatWasNotSentIsTheOnlyMismatch() throws Exception {
        int send = next("Send", 40);
        lines.set(send, lines.get(send).replaceFirst("\"added\":.*?]}", "\"added\":{\"channel\":[]}"));
        assertThat(hints(trace()))
                .contains("accepted if added.channel is left out, its only mismatch; so are the next 32 events");
    }

    @Test
    void aChangeThatTheEventDoesNotMentionIsTheOnlyMismatch() throws Exception {
        lines.set(40, lines.get(40).replaceFirst("\"state\":.*?},", ""));
        assertThat(hints(trace()))
                .contains("accepted if clock, which it does not mention, changes: its only mismatch; so are the next 32"
                        + " events");
    }

    @Test
    void anEventThatIsThereTwiceIsLeftOut() throws Exception {
        int receive = next("Receive", 40);
        lines.add(receive, lines.get(receive));
        assertThat(hints(trace()))
                .containsExactly("accepted if event " + (receive + 2) + " is left out, which repeats event "
                        + (receive + 1) + "; so are the next 32 events");
    }

    @Test
    void anEventThatIsMissingIsNamed() throws Exception {
        int receive = next("Receive", 40);
        String missing = lines.remove(receive);
        assertThat(missing).contains("\"p\":\"p2\"");
        assertThat(hints(trace()).get(0))
                .isEqualTo("accepted if an unlogged Receive(p = \"p2\") happens before it; so are the next 32 events");
    }

    @Test
    void anEventInTheWrongPlaceIsMoved() throws Exception {
        lines.clear();
        lines.addAll(List.of(
                AnyOrderTest.receive("p2", "p1", 1),
                AnyOrderTest.send("p3", "p1", 1),
                AnyOrderTest.send("p1", "p2", 1)));
        Sample sample = Sample.of("Traffic", "\"local\":[\"clock\"]", lines.toArray(String[]::new));
        assertThat(hints(sample)).contains("accepted if event 1 comes after event 3; the trace ends there");
    }

    @Test
    void anEventOfAnotherActionIsNamed() throws Exception {
        lines.clear();
        lines.add("{\"process\":\"a\",\"action\":\"Off\",\"args\":{\"m\":{\"id\":1}}}");
        lines.add("{\"process\":\"a\",\"action\":\"Off\",\"args\":{\"m\":{\"id\":1}}}");
        Sample sample = Sample.of("Lamp", "", lines.toArray(String[]::new));
        assertThat(hints(sample)).containsExactly("accepted if its action is On; so is the rest of the trace, 1 event");
    }

    @Test
    void aChangeAfterWhichTheTraceIsRejectedSoonIsNotTold() throws Exception {
        String line = lines.get(40).replaceFirst("\"state\":\\{\"clock\":", "$0" + 9);
        for (int i = 40; i < lines.size(); i++) {
            lines.set(i, line);
        }
        assertThat(hints(trace()))
                .singleElement()
                .asString()
                .matches("no one change to this event, or to the 16 before it, makes it accepted: \\d+ steps tried");
    }

    @Test
    void theSearchSaysWhenItStopped() throws Exception {
        lines.set(40, lines.get(40).replaceFirst("\"state\":\\{\"clock\":", "$0" + 9));
        assertThat(hints(trace(), 10))
                .containsExactly("the search for what would make it accepted stopped after 10 steps");
        assertThat(explained(trace(), 10).areHintsCut()).isTrue();
        assertThat(explained(trace(), 20_000).areHintsCut()).isFalse();
    }

    @Test
    void eventsOfOtherInstancesDoNotCount() throws Exception {
        List<String> mixed = new ArrayList<>();
        for (String line : lines) {
            mixed.add("{\"instance\":\"a\"," + line.substring(1));
            mixed.add("{\"instance\":\"b\"," + line.substring(1));
        }
        lines.clear();
        lines.addAll(mixed);
        lines.set(80, lines.get(80).replaceFirst("\"state\":\\{\"clock\":", "$0" + 9));
        assertThat(hints(trace()))
                .containsExactly("accepted if state.clock is left out, its only mismatch; so are the next 32 events");
    }
}
