package dev.lockstep.checker.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Sample;
import dev.lockstep.checker.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Goal: what a history of calls and returns means, and what may be asked of the end. Method: traces of a stack that threads share. */
class HistoryTest {
    private static String call(String thread, String operation, String args) {
        return "{\"process\":\"" + thread + "\",\"call\":\"" + operation + "\",\"args\":{" + args + "}}";
    }

    private static String push(String thread, int value) {
        return call(thread, "Push", "\"t\":\"" + thread + "\",\"v\":" + value);
    }

    private static String pop(String thread) {
        return call(thread, "Pop", "\"t\":\"" + thread + "\"");
    }

    private static String pushed(String thread) {
        return "{\"process\":\"" + thread + "\",\"return\":\"Push\"}";
    }

    private static String popped(String thread, String value) {
        return "{\"process\":\"" + thread + "\",\"return\":\"Pop\",\"args\":{\"v\":" + value + "}}";
    }

    private static Sample history(String... events) {
        return Sample.of("Stack", "\"calls\":true", events);
    }

    @Test
    void whatReturnsBeforeAnotherIsCalledHappensBeforeIt() throws Exception {
        history(push("a", 1), pushed("a"), push("b", 2), pushed("b"), pop("a"), popped("a", "2"))
                .isAccepted();
        history(push("a", 1), pushed("a"), push("b", 2), pushed("b"), pop("a"), popped("a", "1"))
                .isRejectedAt(6, "the return of Pop", "v = Head(stack)");
    }

    @Test
    void whatOverlapsHappensInEitherOrder() throws Exception {
        history(push("a", 1), push("b", 2), pushed("b"), pushed("a"), pop("c"), popped("c", "1"))
                .isAccepted();
        history(push("a", 1), push("b", 2), pushed("b"), pushed("a"), pop("c"), popped("c", "2"))
                .isAccepted();
    }

    @Test
    void aResultMayBeOfAnOperationThatHasNotReturned() throws Exception {
        history(push("a", 1), pop("b"), popped("b", "1"), pushed("a")).isAccepted();
        history(push("a", 1), pop("b"), popped("b", "1"), pop("c"), popped("c", "1"), pushed("a"))
                .isRejectedAt(5);
    }

    @Test
    void anOperationThatHadItsEffectEarlyMustReturnWithWhatItThenGave() throws Exception {
        // c's pop of 2 is only possible if b's pop, which has not returned, has taken 3 before
        List<String> events = new ArrayList<>(
                List.of(push("a", 2), pushed("a"), push("a", 3), pushed("a"), pop("b"), pop("c"), popped("c", "2")));
        history(with(events, popped("b", "3"))).isAccepted();
        history(with(events, popped("b", "\"None\""))).isRejectedAt(8);
    }

    private static String[] with(List<String> events, String last) {
        List<String> all = new ArrayList<>(events);
        all.add(last);
        return all.toArray(new String[0]);
    }

    @Test
    void whatNeverReturnsMayHaveHappenedOrNot() throws Exception {
        history(push("a", 1), pop("b"), popped("b", "1")).isAccepted();
        history(push("a", 1), pop("b"), popped("b", "\"None\"")).isAccepted();
        history(push("a", 1), pop("b"), popped("b", "2")).isRejectedAt(3, "no order of the operations that overlap");
    }

    @Test
    void whatHasThrownMayHaveHappenedOrNot() throws Exception {
        String threw = "{\"process\":\"a\",\"return\":\"Push\",\"threw\":\"Oops\"}";
        history(push("a", 1), threw, pop("b"), popped("b", "1")).isAccepted();
        history(push("a", 1), threw, pop("b"), popped("b", "\"None\"")).isAccepted();
        history(push("a", 1), threw, pop("b"), popped("b", "3")).isRejectedAt(4);
    }

    @Test
    void stepsHappenAmongTheOperations() throws Exception {
        history(push("a", 1), "{\"action\":\"Forget\"}", pushed("a"), pop("b"), popped("b", "\"None\""))
                .isAccepted();
        history("{\"action\":\"Forget\"}").isRejectedAt(1);
    }

    @Test
    void hiddenStepsHappenAmongTheOperations() throws Exception {
        String[] events = {push("a", 1), pushed("a"), pop("b"), popped("b", "\"None\"")};
        Sample.of("Stack", "\"calls\":true,\"hidden\":[\"Forget\"]", events).isAccepted();
        history(events).isRejectedAt(4);
    }

    @Test
    void invariantsHoldAfterEachEffect() throws Exception {
        List<String> events = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            events.addAll(List.of(push("a", i), pushed("a")));
        }
        events.addAll(List.of(push("a", 5), pop("b"), popped("b", "4")));
        history(with(events, pushed("a"))).isAccepted();
        events.set(events.size() - 1, popped("b", "5"));
        history(with(events, pushed("a"))).isRejectedAt(11);
    }

    @Test
    void callsAndReturnsPair() {
        history(push("a", 1), push("a", 2))
                .isInvalid("Stack.ndjson:3:", "calls Push before its Push, which it called on line 2");
        history(pushed("a")).isInvalid("Stack.ndjson:2:", "returns from Push, but has called nothing");
        history(push("a", 1), popped("a", "1")).isInvalid("has called Push on line 2");
        history(push("a", 1), "{\"process\":\"a\",\"return\":\"Push\",\"args\":{\"v\":1}}")
                .isInvalid("the argument v is that of the call on line 2 already");
        history("{\"call\":\"Pop\"}").isInvalid("must name its process");
        Sample.of("Stack", "", push("a", 1)).isInvalid("says so in its header: \"calls\":true");
        history("{\"process\":\"a\",\"call\":\"Pop\",\"return\":\"Pop\"}").isInvalid("one of a step, a call, a return");
    }

    // ---------------------------------------------------------------- the end

    private static void isRejectedAtTheEnd(CheckResult result, long events, String... says) {
        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.REJECTED);
        assertThat(result.events()).isEqualTo(events);
        assertThat(result.event()).isEqualTo(events + 1);
        assertThat(result.toString()).contains("the trace may not end in this state of Stack, after event " + events);
        for (String part : says) {
            assertThat(result.toString()).contains(part);
        }
    }

    private static Sample steps(String header, String... events) {
        return Sample.of("Stack", header, events);
    }

    private static final String PUSH = "{\"action\":\"Push\",\"args\":{\"t\":\"a\",\"v\":1}}";
    private static final String POP = "{\"action\":\"Pop\",\"args\":{\"t\":\"b\"}}";

    @Test
    void theHeaderSaysWhatMustHoldAtTheEnd() throws Exception {
        steps("\"atEnd\":\"Empty\"", PUSH, POP).isAccepted();
        isRejectedAtTheEnd(
                steps("\"atEnd\":\"Empty\"", PUSH).check(), 1, "Empty was observed as TRUE, the spec has FALSE");
        steps("\"atEnd\":\"Nope\"", PUSH).isInvalid("Nope");
    }

    @Test
    void theLastLineSaysWhatTheStateIs() throws Exception {
        String end = "{\"end\":true,\"state\":{\"stack\":[1]}}";
        CheckResult right = steps("", PUSH, end).check();
        assertThat(right.verdict()).as(right.toString()).isEqualTo(Verdict.ACCEPTED);
        assertThat(right.events()).isEqualTo(1);
        isRejectedAtTheEnd(steps("", PUSH, POP, end).check(), 2, "stack was observed as <<1>>, the spec has <<>>");
        isRejectedAtTheEnd(steps("\"atEnd\":\"Empty\"", PUSH, end).check(), 1, "Empty was observed as TRUE");
        steps("", end, PUSH).isInvalid("a line after the end of the trace");
        String ofAProcess = "{\"process\":\"a\",\"end\":true,\"state\":{\"Height\":1}}";
        assertThat(steps("", PUSH, ofAProcess).check().verdict()).isEqualTo(Verdict.ACCEPTED);
        isRejectedAtTheEnd(steps("", PUSH, POP, ofAProcess).check(), 2, "Height was observed as 1, the spec has 0");
    }

    @Test
    void anyOfTheStatesMayBeTheLast() throws Exception {
        steps("\"atEnd\":\"Empty\"", PUSH, "{}").isAccepted(); // the unnamed step may be a pop
    }

    @Test
    void allInstancesEnd() throws Exception {
        String x = "{\"instance\":\"x\"," + PUSH.substring(1);
        String y = "{\"instance\":\"y\"," + PUSH.substring(1);
        String yPop = "{\"instance\":\"y\"," + POP.substring(1);
        isRejectedAtTheEnd(steps("\"atEnd\":\"Empty\"", x, y, yPop).check(), 3);
        steps("\"atEnd\":\"Empty\"", y, yPop).isAccepted();
    }

    @Test
    void anOperationMayHaveHappenedAtTheEnd() throws Exception {
        Sample.of("Stack", "\"calls\":true,\"atEnd\":\"Empty\"", push("a", 1), pushed("a"), pop("b"))
                .isAccepted();
        isRejectedAtTheEnd(
                Sample.of("Stack", "\"calls\":true,\"atEnd\":\"Empty\"", push("a", 1), pushed("a"))
                        .check(),
                2);
    }

    @Test
    void aTraceThatItsProgramCouldNotRecordIsInvalid() {
        steps("", PUSH, "{\"incomplete\":\"two threads\"}").isInvalid("Stack.ndjson:3:", "incomplete", "two threads");
    }
}
