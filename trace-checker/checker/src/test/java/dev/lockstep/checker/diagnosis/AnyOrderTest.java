package dev.lockstep.checker.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Move;
import dev.lockstep.checker.Sample;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.trace.TraceReader;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
