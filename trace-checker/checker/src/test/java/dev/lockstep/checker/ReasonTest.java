package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.Rejection.Kind;
import dev.lockstep.checker.reason.Conjunct;
import dev.lockstep.checker.reason.Operand;
import dev.lockstep.checker.reason.Reason;
import dev.lockstep.checker.reason.Reason.Choice;
import dev.lockstep.checker.reason.Reason.EmptyChoice;
import dev.lockstep.checker.reason.Reason.FalseConjunct;
import dev.lockstep.checker.reason.Reason.InvariantViolated;
import dev.lockstep.checker.reason.Reason.NoChange;
import dev.lockstep.checker.reason.Reason.NoCollection;
import dev.lockstep.checker.reason.Reason.NoInitialState;
import dev.lockstep.checker.reason.Reason.NoNextState;
import dev.lockstep.checker.reason.Reason.NoOrder;
import dev.lockstep.checker.reason.Reason.NoSuccessor;
import dev.lockstep.checker.reason.Reason.OtherArgument;
import dev.lockstep.checker.reason.Reason.OtherOutcome;
import dev.lockstep.checker.reason.Reason.OtherResult;
import dev.lockstep.checker.reason.Reason.ProcessBound;
import dev.lockstep.checker.reason.Reason.Seen;
import dev.lockstep.checker.reason.Reason.StepForbidden;
import dev.lockstep.checker.reason.Reason.StepForbidden.Change;
import dev.lockstep.checker.reason.Reason.StepForbidden.Statement;
import dev.lockstep.checker.reason.Reason.StringKeys;
import dev.lockstep.checker.reason.Reason.Unevaluated;
import dev.lockstep.checker.reason.Reason.Unexplained;
import dev.lockstep.checker.reason.Reason.UnreadableOutcome;
import dev.lockstep.checker.reason.ReasonText;
import dev.lockstep.checker.trace.Place;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A rejection is data: what is wrong, where, with which values. Each kind of reason has a text and something that it is equal by. */
class ReasonTest {
    private static Rejection rejection(Sample sample) throws Exception {
        CheckResult result = sample.check();
        assertThat(result.verdict()).isEqualTo(Verdict.REJECTED);
        return result.rejection();
    }

    private static Rejection of(String action) throws Exception {
        return rejection(Sample.of("Reasons", "", "{\"action\":\"" + action + "\"}"));
    }

    private static Sample account(String header, String event) {
        return Sample.of("Account", header, event);
    }

    @Test
    void aFalseConjunctHasItsPlaceAndTheValuesOfItsOperands() throws Exception {
        Rejection rejection = rejection(Sample.of("Bank").replace(1, "\"n\":3", "\"n\":8"));
        assertThat(rejection.kind()).isEqualTo(Kind.NOT_ENABLED);
        assertThat(rejection.states()).isEqualTo(1);
        assertThat(rejection.reasons())
                .containsExactly(new FalseConjunct(
                        new Conjunct(
                                new Place("Bank.tla", 18, 8),
                                "n <= balance[from]",
                                List.of(new Operand("n", "8"), new Operand("balance[from]", "7"))),
                        null,
                        List.of()));
        assertThat(rejection.nearest().holding())
                .extracting(Conjunct::expression)
                .containsExactly("from # to");
    }

    @Test
    void aQuantifierHasTheChoiceThatCountsAndWhatIsFalseForIt() throws Exception {
        FalseConjunct all = (FalseConjunct) of("All").reasons().get(0);
        assertThat(all.choice()).isEqualTo(new Choice(false, List.of(new Operand("p", "2"))));
        assertThat(all.below())
                .singleElement()
                .isInstanceOfSatisfying(
                        FalseConjunct.class,
                        below -> assertThat(below.conjunct().operands()).containsExactly(new Operand("level[p]", "1")));
        FalseConjunct some = (FalseConjunct) of("Some").reasons().get(0);
        assertThat(some.choice()).isEqualTo(new Choice(true, List.of(new Operand("p", "1"))));
    }

    @Test
    void whatTheQuantifiersOnTheWayChooseIsTold() throws Exception {
        assertThat(rejection(Sample.of("Bank").drop(1)).nearest().chosen())
                .containsExactly(new Operand("to", "\"a\""), new Operand("n", "1"));
    }

    @Test
    void anEmptyChoiceHasTheSetsAndTheirValues() throws Exception {
        Reason reason = of("None").reasons().get(0);
        assertThat(reason)
                .isInstanceOfSatisfying(
                        EmptyChoice.class,
                        empty -> assertThat(empty.sets())
                                .containsExactly(new Operand("{p \\in Proc : level[p] > 5}", "{}")));
        assertThat(reason.subject()).isEqualTo("Reasons.tla:15  {p \\in Proc : level[p] > 5}");
    }

    @Test
    void anArgumentOutsideItsSetHasTheSetsValue() throws Exception {
        Rejection rejection =
                rejection(Sample.of("Traffic").duplicate(2).replace(3, "\"args\":{", "\"args\":{\"p\":\"p2\","));
        assertThat(rejection.reasons()).singleElement().isInstanceOfSatisfying(OtherArgument.class, other -> {
            assertThat(other.parameter()).isEqualTo("m");
            assertThat(other.isIn()).isTrue();
            assertThat(other.expression()).isEqualTo("Deliverable(p)");
            assertThat(other.value()).isEqualTo("{}");
        });
        assertThat(rejection.nearest().alternatives()).containsExactly("Send");
    }

    @Test
    void anotherOutcomeHasTheVariableWhatWasObservedAndWhatIsAllowed() throws Exception {
        Rejection rejection = rejection(Sample.of("Starts").duplicate(1));
        assertThat(rejection.kind()).isEqualTo(Kind.OTHER_OUTCOME);
        assertThat(rejection.nearest().outcomes()).isEqualTo(1);
        assertThat(rejection.reasons()).containsExactly(new OtherOutcome("ticks", Seen.VALUE, "1", "2"));
        assertThat(rejection.nearest().differing()).containsExactly(new Operand("fuel", "1; 2"));
    }

    @Test
    void whatIsAddedAndWhatStaysIsAnOutcomeToo() throws Exception {
        String step = "{\"action\":\"Step\",\"args\":{\"p\":\"a\",\"n\":5}%s}";
        Reason stays = rejection(account("\"complete\":[\"value\"]", step.formatted("")))
                .reasons()
                .get(0);
        assertThat(stays)
                .isInstanceOfSatisfying(
                        OtherOutcome.class, other -> assertThat(other.seen()).isEqualTo(Seen.UNCHANGED));
        Reason added = rejection(account("", step.formatted(",\"added\":{\"value\":[1]}")))
                .reasons()
                .get(0);
        assertThat(added).isEqualTo(new NoCollection("value"));
    }

    @Test
    void aViolatedInvariantHasTheState() throws Exception {
        Rejection rejection = rejection(Sample.of("Guess", "", "{\"action\":\"Choose\",\"args\":{\"k\":2}}"));
        assertThat(rejection.kind()).isEqualTo(Kind.INVARIANT);
        assertThat(rejection.invariant()).isEqualTo("NotTwo");
        assertThat(rejection.reasons())
                .singleElement()
                .isInstanceOfSatisfying(
                        InvariantViolated.class,
                        violated -> assertThat(violated.state()).contains("/\\ chosen = 2"));
    }

    private static final Place PLACE = new Place("A.tla", 3, 7);

    /** One of each kind. */
    private static final List<Reason> ALL = List.of(
            new FalseConjunct(new Conjunct(PLACE, "x = 1", List.of(new Operand("x", "2"))), null, List.of()),
            new OtherArgument(PLACE, "n", "3", true, "S", "{1}"),
            new EmptyChoice(PLACE, List.of(new Operand("S", "{}"), new Operand("T", null))),
            new Unevaluated(PLACE, "f[0]", "out of domain"),
            new NoNextState(PLACE, "x' \\in S"),
            new NoChange(PLACE, "vars"),
            new NoSuccessor(),
            new Unexplained(1000),
            new OtherOutcome("x", Seen.REMOVED, "1", "nothing"),
            new StringKeys("x", "[1 |-> 2]", "<<2>>", "1"),
            new UnreadableOutcome("x", Seen.ADDED, null, "x is no function"),
            new NoCollection("x"),
            new InvariantViolated("Inv", List.of("x = 1")),
            new StepForbidden(PLACE, Statement.PROPERTY, "Rises", List.of(new Change("x", "2", "1"))),
            new NoInitialState("A", null),
            new NoOrder(List.of("Push(v = 1) of process a")),
            new OtherResult(),
            new ProcessBound("Pop", "t", "t1"));

    @Test
    void everyKindHasAText() {
        assertThat(ALL.stream().map(Object::getClass).collect(Collectors.toSet()))
                .isEqualTo(Set.of(Reason.class.getPermittedSubclasses()));
        assertThat(ALL.stream().map(new ReasonText(Place::brief)::firstLine))
                .containsExactly(
                        "A.tla:3  x = 1 is FALSE: x = 2",
                        "A.tla:3  n = 3 is not in S, which is {1}",
                        "A.tla:3  there is nothing to choose from: S = {}, T",
                        "A.tla:3  TLC cannot evaluate f[0]: out of domain",
                        "A.tla:3  x' \\in S allows no next state",
                        "A.tla:3  vars does not change",
                        "no successor exists",
                        "why it is no step is not told: that takes more than 1000 evaluations",
                        "the step was observed to remove from x 1, the spec removes nothing",
                        "x was observed as [1 |-> 2], the spec has <<2>>",
                        "the step was observed to change x, but in the spec x is no function",
                        "x is no set, bag, sequence, or function to such, so nothing can be added to it or removed",
                        "after this step the invariant Inv is violated, in",
                        "A.tla:3  PROPERTY Rises is FALSE of this step:",
                        "no initial state of A is as the trace's first state",
                        "no order of the operations that overlap makes it possible:",
                        "it had its effect before, since others have seen it, and that gave another result",
                        "t = t1 is the event's process; if it is another, say so: in the event's args, or by "
                                + "\"self\":{\"Pop\":null} in the header");
    }

    /** Who wants to know more than the text says asks the data. */
    @Test
    void aPlaceIsNamedAsItsReaderWants() {
        assertThat(new ReasonText(Place::toString).firstLine(ALL.get(4)))
                .isEqualTo("A.tla:3:7  x' \\in S allows no next state");
    }

    @Test
    void valuesDoNotMakeAnotherReason() {
        Reason other = new FalseConjunct(new Conjunct(PLACE, "x = 1", List.of(new Operand("x", "9"))), null, List.of());
        assertThat(other).isNotEqualTo(ALL.get(0));
        assertThat(other.subject()).isEqualTo(ALL.get(0).subject());
        assertThat(Arrays.asList(
                        Stream.of(0, 1, 4, 8).map(ALL::get).map(Reason::subject).toArray()))
                .containsExactly("A.tla:3  x = 1", "A.tla:3  n", "A.tla:3  x' \\in S", "x");
    }
}
