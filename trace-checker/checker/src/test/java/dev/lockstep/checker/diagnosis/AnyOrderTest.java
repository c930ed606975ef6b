package dev.lockstep.checker.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Move;
import dev.lockstep.checker.Rejection.Kind;
import dev.lockstep.checker.Sample;
import dev.lockstep.checker.TrafficLines;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.trace.TraceReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another order is accepted only if it respects what happened before what; and it is told which event moved where. */
class AnyOrderTest {
    private static final String SEND = send("p1", "p2", 1);
    private static final String RECEIVE = receive("p2", "p1", 1);

    static String send(String from, String to, int clock) {
        return """
                {"process":"%s","action":"Send","args":{"p":"%s","q":"%s"},"state":{"clock":%d},"added":{"channel":[%s]}}""".formatted(from, from, to, clock, message(from, to, clock));
    }

    static String receive(String to, String from, int clock) {
        return """
                {"process":"%s","action":"Receive","args":{"p":"%s","m":%s}}""".formatted(to, to, message(from, to, clock));
    }

    private static String message(String from, String to, int clock) {
        return "{\"from\":\"%s\",\"to\":\"%s\",\"clock\":%d}".formatted(from, to, clock);
    }

    private static Sample traffic(String... events) {
        return Sample.of("Traffic", "\"local\":[\"clock\"]", events);
    }

    private static String lamp(String process, String action, int message) {
        return """
                {"process":"%s","action":"%s","args":{"m":{"id":%d}}%s}""".formatted(
                        process,
                        action,
                        message,
                        action.equals("On") ? ",\"added\":{\"mail\":[{\"id\":" + message + "}]}" : "");
    }

    static CheckResult check(Sample sample, long steps) throws Exception {
        try (TraceReader reader = sample.open()) {
            return AnyOrder.check(sample.load(), reader, Limits.DEFAULT, steps);
        }
    }

    private static CheckResult check(Sample sample) throws Exception {
        return check(sample, 200_000);
    }

    @Test
    void aMessageThatWasReceivedBeforeItWasSentIsReceivedAfterIt() throws Exception {
        Sample sample = traffic(RECEIVE, SEND, send("p3", "p1", 1), receive("p1", "p3", 1));
        assertThat(sample.check().verdict()).isEqualTo(Verdict.REJECTED);
        CheckResult result = check(sample);
        assertThat(result.moves()).containsExactly(new Move(1, true, 2));
        assertThat(result)
                .hasToString("Traffic.ndjson: accepted with reordering, 4 events: event 1 comes after event 2");
        assertThat(result.verdict().exitCode()).isZero();
    }

    @Test
    void severalEventsMove() throws Exception {
        CheckResult result = check(traffic(
                receive("p3", "p2", 1),
                RECEIVE.replace("\"p2\"", "\"p3\"").replace("p2", "p3"),
                send("p2", "p3", 1),
                send("p1", "p3", 1)));
        assertThat(result.verdict()).isEqualTo(Verdict.REORDERED);
        assertThat(result.moves()).hasSize(2);
    }

    @Test
    void anAcceptedTraceIsNotReordered() throws Exception {
        CheckResult result = check(traffic(SEND, RECEIVE));
        assertThat(result.verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(result.moves()).isEmpty();
    }

    @Test
    void theEventsOfOneProcessStayInTheirOrder() throws Exception {
        Sample swapped = traffic(send("p1", "p2", 2), send("p1", "p2", 1));
        assertThat(check(swapped).verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(check(traffic(send("p1", "p2", 1), send("p1", "p2", 2))).verdict())
                .as("the order that is not tried would be accepted")
                .isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void aMessageIsNeverReceivedBeforeItIsSentEvenIfTheSpecWouldAllowIt() throws Exception {
        String[] lit = {lamp("a", "On", 1), lamp("a", "On", 2), lamp("c", "Off", 2)};
        assertThat(Sample.of("Lamp", "", lit[0], lit[2], lit[1]).check().verdict())
                .as("the spec allows it")
                .isEqualTo(Verdict.ACCEPTED);
        assertThat(check(Sample.of("Lamp", "", lit)).verdict()).isEqualTo(Verdict.REJECTED);
        lit[2] = lamp("c", "Off", 1);
        assertThat(check(Sample.of("Lamp", "", lit)).verdict()).isEqualTo(Verdict.REORDERED);
    }

    @Test
    void ofSeveralSendersOneComesFirstAndNoneWithALaterClock() throws Exception {
        String[] lit = {
            lamp("a", "On", 1), lamp("a", "On", 2), lamp("c", "Off", 2), lamp("c", "Off", 2), lamp("d", "On", 2)
        };
        CheckResult result = check(Sample.of("Lamp", "", lit));
        assertThat(result.verdict()).as("c has received what d sent: " + result).isEqualTo(Verdict.REORDERED);
        for (int i = 0; i < lit.length; i++) {
            lit[i] = "{\"clock\":" + (i + 1) + "," + lit[i].substring(1);
        }
        assertThat(check(Sample.of("Lamp", "", lit)).verdict())
                .as("c has received what a sent, with a clock between a's and d's")
                .isEqualTo(Verdict.REJECTED);
    }

    @Test
    void withoutProcessesThereIsOnlyTheGivenOrder() throws Exception {
        String[] lit = {lamp("a", "On", 1), lamp("b", "On", 2), lamp("c", "Off", 1)};
        lit[1] = lit[1].replace("\"process\":\"b\",", "");
        assertThat(check(Sample.of("Lamp", "", lit)).verdict()).isEqualTo(Verdict.REJECTED);
    }

    @Test
    void theRejectionSaysThatOtherOrdersWereTried() throws Exception {
        Sample sample = traffic(send("p1", "p2", 7), RECEIVE);
        assertThat(check(sample).hints())
                .containsExactly("no order of the 16 events before this one and the 48 after it is accepted, of those"
                        + " that respect what happened before what");
        assertThat(check(traffic(RECEIVE, SEND), 1).hints())
                .containsExactly("the search for another order stopped after 1 steps");
        assertThat(check(traffic(RECEIVE, SEND), 1).explanation().get(0)).contains("event 1 is no step of Traffic");
    }

    @Test
    void oneInstanceIsPutInOrderAmongOthers() throws Exception {
        String in = "{\"instance\":\"i%d\",";
        List<String> events = List.of(
                in.formatted(1) + SEND.substring(1),
                in.formatted(2) + RECEIVE.substring(1),
                in.formatted(2) + send("p1", "p2", 1).substring(1),
                in.formatted(1) + RECEIVE.substring(1));
        CheckResult result = check(traffic(events.toArray(String[]::new)));
        assertThat(result.moves()).containsExactly(new Move(2, true, 3));
    }

    // ---------------------------------------------------------------- clocks that are behind, and a fault

    /** Milliseconds from one event to the next. */
    private static final int PACE = 2;

    private static final int SKEW = 41;

    private static final int FAULT = 130;

    /** Events in their true order, each with what the clock of its process showed, as a merge by clocks puts them in order. */
    private static Sample skewed(List<String> lines, int process, int by) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, lines.size()).boxed().toList());
        ToIntFunction<Integer> shown = i -> 1000 + PACE * i + (TrafficLines.process(lines.get(i)) == process ? by : 0);
        order.sort(Comparator.comparingInt(shown));
        return Sample.of(
                "Traffic",
                "\"local\":[\"clock\"],\"complete\":[\"clock\",\"channel\"]",
                order.stream()
                        .map(i -> "{\"clock\":" + shown.applyAsInt(i) + ","
                                + lines.get(i).substring(1))
                        .toArray(String[]::new));
    }

    private static List<String> withFault(List<String> lines) {
        List<String> wrong = new ArrayList<>(lines);
        wrong.set(FAULT, lines.get(FAULT).replaceFirst("\"state\":\\{\"clock\":", "$09"));
        assertThat(wrong).isNotEqualTo(lines);
        return wrong;
    }

    private static String shown(CheckResult result) {
        return "clock " + result.rejection().event().clock();
    }

    @ParameterizedTest
    @CsvSource({"0,-41,behind", "1,-41,behind", "2,-41,behind", "0,41,ahead", "1,41,ahead", "2,41,ahead"})
    void aClockThatIsBehindOrAheadIsToldInsteadOfTheMoves(int process, int by, String side) throws Exception {
        Sample sample = skewed(TrafficLines.of(150, 4), process, by);
        assertThat(sample.check().verdict()).isEqualTo(Verdict.REJECTED);
        CheckResult result = check(sample);
        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.REORDERED);
        String name = "p" + (process + 1);
        assertThat(result.reordering().skews()).as(result.toString()).containsOnlyKeys(name);
        assertThat(Math.abs(result.reordering().skews().get(name)))
                .as("never more than it is; less, as messages are on their way for a while")
                .isBetween((long) SKEW / 2, (long) SKEW);
        assertThat(result.toString())
                .contains("accepted with reordering, 150 events: " + name + " seems to be at least ")
                .contains(" " + side + " (")
                .hasSizeLessThan(200);
        assertThat(result.moves()).as("all of them are there").hasSizeGreaterThan(20);
        assertThat(result.reordering().single()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,-41", "1,41", "2,-41"})
    void theFaultIsExplainedAndNotTheFirstEventThatIsOutOfOrder(int process, int by) throws Exception {
        List<String> lines = withFault(TrafficLines.of(150, 4));
        Sample sample = skewed(lines, process, by);
        int own = TrafficLines.process(lines.get(FAULT)) == process ? by : 0;
        String fault = "clock " + (1000 + PACE * FAULT + own);
        assertThat(shown(sample.check()))
                .as("a checker that stops at the first event that is stuck blames another one")
                .isNotEqualTo(fault);
        assertThat(shown(check(sample, 1)))
                .as("as does one that may not try orders")
                .isEqualTo(shown(sample.check()));
        CheckResult result = check(sample);
        assertThat(result.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(shown(result)).as(result.toString()).isEqualTo(fault);
        assertThat(result.rejection().kind()).isEqualTo(Kind.OTHER_OUTCOME);
        assertThat(result.rejection().subjects()).hasSize(1).first().asString().startsWith("clock");
        assertThat(result.events()).isEqualTo(150);
        assertThat(result.explanation()).hasSizeLessThan(26);
        assertThat(result.hints().get(0))
                .matches("\\d+ events are accepted before it with reordering: p" + (process + 1)
                        + " seems to be at least .*");
    }

    @Test
    void aLostSendingIsExplainedWhereItsProcessGoesOn() throws Exception {
        List<String> lines = new ArrayList<>(TrafficLines.of(150, 4));
        int lost = FAULT;
        while (!lines.get(lost).contains("\"Send\"")) {
            lost++;
        }
        int sender = TrafficLines.process(lines.remove(lost));
        int next = lost;
        while (TrafficLines.process(lines.get(next)) != sender) {
            next++;
        }
        Sample sample = skewed(lines, 2, -SKEW);
        String fault = "clock " + (1000 + PACE * next + (sender == 2 ? -SKEW : 0));
        assertThat(shown(sample.check())).isNotEqualTo(fault);
        assertThat(shown(check(sample))).isEqualTo(fault);
    }

    @Test
    void withoutClocksManyMovesAreCountedByProcessAndTheFirstOnesTold() throws Exception {
        List<String> lines = TrafficLines.of(150, 4);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, lines.size()).boxed().toList());
        order.sort(Comparator.comparing(i -> i + (TrafficLines.process(lines.get(i)) == 2 ? -15 : 0)));
        CheckResult result = check(Sample.of(
                "Traffic",
                "\"local\":[\"clock\"]",
                order.stream().map(lines::get).toArray(String[]::new)));
        assertThat(result.verdict()).isEqualTo(Verdict.REORDERED);
        assertThat(result.reordering().skews()).isEmpty();
        assertThat(result.moves()).hasSizeGreaterThan(3);
        assertThat(result.reordering().processes().values().stream()
                        .mapToInt(n -> n)
                        .sum())
                .isEqualTo(result.moves().size());
        assertThat(result.toString())
                .matches(
                        "Traffic.ndjson: accepted with reordering, 150 events: "
                                + result.moves().size()
                                + " events( of p3)? move(, \\d+ of p[123])*: (event \\d+ comes (after|before) event \\d+, ){3}\\.\\.\\.");
    }
}
