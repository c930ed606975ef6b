package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.shortcut.Shortcut;
import dev.lockstep.checker.shortcut.Shortcuts;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.TraceReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An event of a process is a step of that process, also where the event leaves out the argument that says so. */
class ProcessArgumentTest {
    private static final String NUMBERS = "\"constants\":{\"Party\":{\"#set\":[1,2,3]}}";

    private static Sample peterson(String header, String... events) {
        return Sample.of("Peterson", header, events);
    }

    private static Sample parties(String header, String... events) {
        return Sample.of("Parties", header, events);
    }

    private static String event(String process, String action) {
        return "{\"process\":" + process + ",\"action\":\"" + action + "\"}";
    }

    private static String event(String process, String action, String args) {
        return "{\"process\":" + process + ",\"action\":\"" + action + "\",\"args\":{" + args + "}}";
    }

    private static void bindsNothing(Sample sample, String why, long events) throws Exception {
        sample.isAccepted();
        assertThat(sample.check().unbound()).isEqualTo(Map.of(why, events));
    }

    // ---------------------------------------------------------------- bound

    @Test
    void aProcessOfPlusCalTakesItsOwnSteps() throws Exception {
        peterson("", event("0", "a0"), event("1", "a0"), event("0", "a1")).isAccepted();
        assertThat(peterson("", event("0", "a0")).check().unbound()).isEmpty();
        peterson("", event("0", "a0"), event("0", "a0"))
                .isRejectedAt(
                        2, "pc[self] = \"a0\" is FALSE", "self = 0 is the event's process", "\"self\":{\"a0\":null}");
        peterson("\"local\":[\"pc\"]", event("0", "a0"), event("0", "a0")).isRejectedAt(2);
    }

    /** The canary: without the binding the trace is what it was before, one of both processes. */
    @Test
    void whereTheHeaderBindsNothingTheOtherProcessMayHaveTakenTheStep() throws Exception {
        String why = "a0: the header says that no parameter is the process";
        bindsNothing(peterson("\"self\":null", event("0", "a0"), event("0", "a0")), why, 2);
        bindsNothing(peterson("\"self\":{\"a0\":null}", event("0", "a0"), event("0", "a0")), why, 2);
        peterson("\"self\":{\"a1\":null}", event("0", "a0"), event("0", "a0")).isRejectedAt(2);
    }

    @Test
    void whatTheEventSaysOfItsArgumentsIsNotChanged() throws Exception {
        peterson("", event("0", "a0"), event("0", "a0", "\"self\":1")).isAccepted();
    }

    @Test
    void aProcessThatIsNotOneOfThemBindsNothing() throws Exception {
        String why = "a0: no parameter is known to range over the processes";
        bindsNothing(peterson("", event("7", "a0"), event("7", "a0")), why, 2);
        bindsNothing(peterson("", event("\"main\"", "a0")), why, 1);
    }

    @Test
    void theOneParameterThatRangesOverTheProcessesIsTheProcess() throws Exception {
        String one = event("\"p1\"", "Move");
        parties("", one, event("\"p2\"", "Move")).isAccepted();
        parties("", one, one).isRejectedAt(2, "at[p] = 0 is FALSE", "p = \"p1\" is the event's process");
        parties("", one, event("\"p1\"", "Rest"), event("\"p2\"", "Rest")).isRejectedAt(3);
    }

    @Test
    void aMessageThatIsTakenApartIsNoProcess() throws Exception {
        String letter = event("\"p1\"", "Write", "\"from\":\"p1\",\"to\":\"p2\"");
        parties("", letter, event("\"p2\"", "Move"), event("\"p2\"", "Keep")).isAccepted();
        parties("", letter, event("\"p2\"", "Move"), event("\"p1\"", "Keep")).isRejectedAt(3);
    }

    @Test
    void aNumberIsAProcessWhereAFunctionOfTheProcessesIsAppliedToIt() throws Exception {
        String one = event("1", "Move");
        parties(NUMBERS, one, event("2", "Move")).isAccepted();
        parties(NUMBERS, one, one).isRejectedAt(2);
    }

    @Test
    void itIsTheSameByTlcAndForEachEventByItself() throws Exception {
        for (Shortcut shortcut : new Shortcut[] {Shortcut.EVALUATOR, Shortcut.PATTERNS, Shortcut.LINES}) {
            Sample twice = peterson("", event("0", "a0"), event("0", "a0"));
            LoadedSpec spec = new Specs(Shortcuts.without(List.of(shortcut)))
                    .forTrace("Peterson", Header.of("Peterson"), Sample.FOLDER.resolve("Peterson.tla"), null);
            try (TraceReader reader = twice.open()) {
                CheckResult result = TraceChecker.check(spec, reader, Limits.DEFAULT);
                assertThat(result.verdict()).as(shortcut + ": " + result).isEqualTo(Verdict.REJECTED);
                assertThat(result.event()).isEqualTo(2);
            }
        }
    }

    // ---------------------------------------------------------------- not bound

    @Test
    void oneOfTwoProcessesIsNotChosen() throws Exception {
        String why = "Write: from and to range over the processes";
        bindsNothing(parties("", event("\"p1\"", "Write")), why, 1);
        bindsNothing(parties("", event("\"p1\"", "Write", "\"to\":\"p2\"")), why, 1);
        parties("", event("\"p1\"", "Write", "\"to\":\"p1\"")).isAccepted();
        assertThat(parties("", event("\"p1\"", "Write", "\"to\":\"p1\""))
                        .check()
                        .unbound())
                .isEmpty();
        bindsNothing(
                parties(NUMBERS, event("1", "Write")), "Write: no parameter is known to range over the processes", 1);
    }

    @Test
    void theHeaderSaysWhichOfTwoItIs() throws Exception {
        String letter = event("\"p1\"", "Write");
        String other = event("\"p2\"", "Read", "\"m\":{\"from\":\"p2\",\"to\":\"p3\"}");
        parties("", letter, other).isAccepted();
        parties("\"self\":{\"Write\":\"from\"}", letter, other).isRejectedAt(2);
        parties("\"self\":{\"Write\":\"to\"}", letter, other).isRejectedAt(2);
        parties("\"self\":\"from\"", letter, other).isRejectedAt(2);
        String toOther = event("\"p3\"", "Write");
        parties("\"self\":{\"Write\":\"to\"}", toOther, other).isAccepted();
        parties("\"self\":\"from\"", event("\"p1\"", "Move"), event("\"p1\"", "Move"))
                .isAccepted();
        parties("\"self\":{\"Write\":\"sender\"}", letter).isInvalid("Write has no parameter sender; it has from, to");
        parties("\"self\":{\"Send\":\"from\"}", letter).isInvalid("self", "no action Send");
        parties("\"self\":\"sender\"", letter).isInvalid("self", "no action has a parameter sender");
        parties("\"self\":3", letter).isInvalid("\"self\" must be the name of a parameter or null");
    }

    @Test
    void aMessageOrNothingBindsNothingAndIsCounted() throws Exception {
        String letter = event("\"p1\"", "Write", "\"from\":\"p1\",\"to\":\"p2\"");
        bindsNothing(
                parties("", letter, event("\"p2\"", "Read")),
                "Read: no parameter is known to range over the processes",
                1);
        bindsNothing(parties("", event("\"p1\"", "Tick")), "Tick: it has no parameters", 1);
        bindsNothing(parties("", "{\"process\":\"p1\"}"), "an event that names no action", 1);
    }

    @Test
    void whatMayBeAnotherProcessKeepsTheFirstFromBeingBound() throws Exception {
        bindsNothing(
                parties("", event("\"p2\"", "Wait"), event("\"p1\"", "Move"), event("\"p2\"", "Call")),
                "Call: p ranges over the processes, and w may",
                1);
    }

    @Test
    void aCounterIsNotTakenForAProcess() throws Exception {
        String none = ": no parameter is known to range over the processes";
        String four = "\"constants\":{\"Party\":{\"#set\":[1,2,3,4]}}";
        bindsNothing(parties(NUMBERS, event("1", "Count"), event("1", "Count")), "Count" + none, 2);
        bindsNothing(parties(four, event("1", "Enter"), event("1", "Enter")), "Enter" + none, 2);
    }
}
