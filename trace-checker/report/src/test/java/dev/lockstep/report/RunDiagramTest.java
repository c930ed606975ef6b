package dev.lockstep.report;

import static dev.lockstep.report.Runs.at;
import static dev.lockstep.report.Runs.event;
import static dev.lockstep.report.Runs.message;
import static dev.lockstep.report.Runs.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.spec.StateValues.Moved;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.pages.SpaceTimeDiagram;
import dev.lockstep.pages.SpaceTimeDiagram.Arrow;
import dev.lockstep.pages.SpaceTimeDiagram.Fate;
import dev.lockstep.report.ReportedRun.Kind;
import dev.lockstep.report.ReportedRun.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who takes a step and what becomes of messages, by rules that know no protocol. */
class RunDiagramTest {
    private static final Value PING = message("p1", "p2", 1);

    private static Step step(long number, String process, String action, Map<String, Value> args, Moved moved) {
        return new Step(
                number, event(number, process, action, args), Kind.LOGGED, "", Map.of(), Map.of("network", moved), 1);
    }

    private static Moved sends(Value message) {
        return new Moved(List.of(message), List.of());
    }

    private static Moved takes(Value message) {
        return new Moved(List.of(), List.of(message));
    }

    private static List<Arrow> arrows(Step... steps) {
        return RunDiagram.of(Runs.run(List.of(steps), "t")).diagram().arrows();
    }

    private static Arrow arrow(int from, int to, Fate fate) {
        return new Arrow(from, to, 0, 1, Values.text(PING), fate);
    }

    @Test
    void whoeverRemovesAMessageThatIsForThemReceivesIt() {
        assertThat(arrows(
                        step(1, "p1", "Ping", Map.of(), sends(PING)), step(2, "p2", "Receive", Map.of(), takes(PING))))
                .containsExactly(arrow(0, 1, Fate.RECEIVED));
    }

    @Test
    void whoeverHasAMessageAsAnArgumentReceivesItAlsoIfItStays() {
        assertThat(arrows(
                        step(1, "p1", "Ping", Map.of(), sends(PING)),
                        step(2, "p2", "Receive", Map.of("m", PING), Moved.NOTHING),
                        step(3, "p2", "Receive", Map.of("m", PING), Moved.NOTHING)))
                .containsExactly(arrow(0, 1, Fate.RECEIVED), arrow(0, 2, Fate.RECEIVED));
    }

    @Test
    void aMessageThatAnotherStepRemovesIsLost() {
        assertThat(arrows(
                        step(1, "p1", "Ping", Map.of(), sends(PING)),
                        step(2, null, "Lose", Map.of("m", PING), takes(PING))))
                .containsExactly(arrow(0, 1, Fate.LOST));
    }

    @Test
    void aMessageThatNobodyTakesIsOnItsWay() {
        assertThat(arrows(step(1, "p1", "Ping", Map.of(), sends(PING)), step(2, "p2", "Idle", Map.of(), Moved.NOTHING)))
                .containsExactly(arrow(0, 0, Fate.OPEN));
    }

    @Test
    void aRecordThatIsKeptByItsReceiverIsNotSentAnew() {
        assertThat(arrows(
                        step(1, "p1", "Ping", Map.of(), sends(PING)),
                        step(2, "p2", "Receive", Map.of(), new Moved(List.of(PING), List.of(PING)))))
                .containsExactly(arrow(0, 1, Fate.RECEIVED));
    }

    @Test
    void aStepWithoutAProcessIsOfTheOneAtWhichFunctionsChange() {
        Step first = new Step(
                2,
                event(2, null, "Next", Map.of()),
                Kind.LOGGED,
                "",
                Map.of("sent", at(new Value.Int(0), new Value.Int(1))),
                Map.of(),
                0);
        Step both = new Step(
                3,
                event(3, null, "Next", Map.of()),
                Kind.LOGGED,
                "",
                Map.of("sent", at(new Value.Int(1), new Value.Int(2))),
                Map.of(),
                0);
        SpaceTimeDiagram diagram =
                RunDiagram.of(Runs.run(List.of(first, both), "t")).diagram();

        assertThat(diagram.lanes()).containsExactly("p1", "p2");
        assertThat(diagram.events()).extracting(SpaceTimeDiagram.Event::lane).containsExactly(1, -1);
    }

    @Test
    void variablesWithMessagesAreToldByTheirRecordsUnlessTheTraceSaysWhichTheyAre() {
        ReportedRun untold = Runs.run(List.of(), "t");
        Map<String, Value> beginning = Map.of(
                "network", new Value.SetOf(List.of()),
                "queue", new Value.SetOf(List.of(new Value.Rec(Map.of("clock", new Value.Int(1))))),
                "sent", at(new Value.Int(0), new Value.Int(0)));
        Map<String, Value> after = Map.of(
                "network", new Value.SetOf(List.of(PING)),
                "queue", new Value.SetOf(List.of()),
                "sent", at(new Value.Int(1), new Value.Int(0)));
        ReportedRun run = MessageVariables.toldApart(new ReportedRun(
                "t",
                "S",
                "",
                ReportedRun.Tone.GOOD,
                List.of(),
                Map.of(),
                List.of(),
                List.of(new Step(1, event(1, null, "Ping", Map.of()), Kind.LOGGED, "", after, Map.of(), 0)),
                Map.of("", beginning),
                untold.messages(),
                null,
                -1,
                Map.of(),
                untold.wrongCells(),
                List.of(),
                Map.of()));

        assertThat(run.messages()).containsExactly("network"); // records of the queue are from no one, and for no one
        assertThat(run.steps().get(0).moved()).containsExactly(Map.entry("network", sends(PING)));
        assertThat(run.steps().get(0).after()).containsOnlyKeys("queue", "sent");
    }

    @Test
    void crashesAndRestartsAreToldByTheFirstWordOfTheirNames() {
        assertThat(List.of("Crash", "CrashAcceptor", "Restart", "RecoverCoordinator", "Crashes", "Recovered", "Ping"))
                .extracting(Notes::kind)
                .containsExactly(
                        SpaceTimeDiagram.Kind.CRASH,
                        SpaceTimeDiagram.Kind.CRASH,
                        SpaceTimeDiagram.Kind.RESTART,
                        SpaceTimeDiagram.Kind.RESTART,
                        SpaceTimeDiagram.Kind.STEP,
                        SpaceTimeDiagram.Kind.STEP,
                        SpaceTimeDiagram.Kind.STEP);
    }

    @Test
    void rolesAreNotedWhereTheyChange() {
        Step lead = new Step(
                1,
                event(1, "p1", "Lead", Map.of()),
                Kind.LOGGED,
                "",
                Map.of("role", at(text("leader"), text("follower")), "sent", at(new Value.Int(0), new Value.Int(0))),
                Map.of(),
                1);
        ReportedRun run = Runs.run(List.of(), "t");
        ReportedRun roles = new ReportedRun(
                "t",
                "S",
                "",
                ReportedRun.Tone.GOOD,
                List.of(),
                Map.of(),
                List.of(),
                List.of(lead),
                Map.of(
                        "",
                        Map.of(
                                "role",
                                at(text("follower"), text("follower")),
                                "sent",
                                at(new Value.Int(0), new Value.Int(0)))),
                run.messages(),
                null,
                -1,
                Map.of(),
                run.wrongCells(),
                List.of(),
                Map.of());

        assertThat(RunDiagram.of(roles).diagram().events().get(0).note()).isEqualTo("leader");
    }

    @Test
    void equalValuesHaveEqualTexts() {
        Value.Fun function = new Value.Fun(
                List.of(new Value.Pair(text("p2"), new Value.Int(2)), new Value.Pair(text("p1"), new Value.Int(10))));

        assertThat(Values.text(function)).isEqualTo("[p1 |-> 10, p2 |-> 2]");
        assertThat(Values.text(new Value.SetOf(List.of(new Value.Int(10), new Value.Int(9)))))
                .isEqualTo("{9, 10}");
        assertThat(Values.text(PING)).startsWith("[type |-> \"ping\", from |-> \"p1\"");
    }
}
