package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a rejection says, word for word. */
class ExplanationTest {
    private static void explains(Sample sample, String text) throws Exception {
        assertThat(sample.check().toString().lines().toList())
                .isEqualTo(text.lines().toList());
    }

    @Test
    void aFalseGuardIsShownWithTheValuesThatItCompares() throws Exception {
        explains(Sample.of("Bank").replace(1, "\"n\":3", "\"n\":8"), """
                Bank.ndjson:2:1: error: event 1 is no step of Bank: Transfer(from = "a", to = "b", n = 8) of process a
                the spec is in one state here, in which
                Bank.tla:18  n <= balance[from] is FALSE: n = 8, balance[from] = 7
                Bank.tla:17  from # to is TRUE: from = "a", to = "b"
                """);
    }

    @Test
    void whatTheSpecWouldChooseIsShownWithTheNearestChoice() throws Exception {
        explains(Sample.of("Bank").drop(1), """
                Bank.ndjson:2:1: error: event 1 is no step of Bank: Transfer(from = "b") of process b
                the spec is in one state here, in which
                Bank.tla:18  n <= balance[from] is FALSE: n = 1, balance[from] = 0  (for to = "a", n = 1)
                Bank.tla:17  from # to is TRUE: from = "b", to = "a"
                """);
    }

    @Test
    void anArgumentOutsideTheBoundIsShownWithTheBound() throws Exception {
        explains(Sample.of("Traffic").duplicate(2).replace(3, "\"args\":{", "\"args\":{\"p\":\"p2\","), """
                Traffic.ndjson:4:1: error: event 3 is no step of Traffic: Receive(p = "p2", m = [from |-> "p1", to |-> "p2", clock |-> 1]) of process p2
                the spec is in one state here, in which
                Traffic.tla:29  m = [clock |-> 1, from |-> p1, to |-> p2] is not in Deliverable(p), which is {}
                everything observed would fit the action Send instead
                before it:
                  2  Receive(m = [from |-> "p1", to |-> "p2", clock |-> 1]) of process p2
                """);
    }

    @Test
    void anotherOutcomeIsShownBesideTheObservedOne() throws Exception {
        explains(Sample.of("Starts").duplicate(1), """
                Starts.ndjson:3:1: error: event 2 is no step of Starts: Burn
                the spec can be in 2 states here; in the nearest of them
                the action is possible, but with another outcome:
                  ticks was observed as 1, the spec has 2
                everything observed would fit the action Toggle instead
                these states differ in fuel (1; 2)
                before it:
                  1  Burn
                """);
    }

    @Test
    void aViolatedInvariantIsShownWithTheState() throws Exception {
        CheckResult result = Sample.of("Guess", "", "{\"action\":\"Choose\",\"args\":{\"k\":2}}")
                .check();
        assertThat(result.explanation().subList(0, 2))
                .containsExactly(
                        "Guess.ndjson:2:1: error: event 1 is no step of Guess: Choose(k = 2)",
                        "after this step the invariant NotTwo is violated, in");
        assertThat(result.explanation()).contains("  /\\ chosen = 2", "  /\\ steps = 1");
    }

    @Test
    void theStatesThatExplainTheTraceSoFarAreTold() throws Exception {
        explains(
                Sample.of(
                        "Guess",
                        "",
                        "{\"action\":\"Choose\"}",
                        "{\"action\":\"Show\"}",
                        "{\"action\":\"Show\",\"args\":{\"k\":9}}"),
                """
                Guess.ndjson:4:1: error: event 3 is no step of Guess: Show(k = 9)
                the spec can be in 3 states here; in the nearest of them
                Guess.tla:14  k = 9 is not in 1..Most, which is 1..4
                these states differ in chosen (1; 3; 4)
                before it:
                  1  Choose
                  2  Show
                """);
    }

    @Test
    void anInconclusiveVerdictSaysWhereTheCandidatesBecameManyAndWhatWouldPruneThem() throws Exception {
        explains(
                Sample.of(
                                "Guess",
                                "\"constants\":{\"Most\":60}",
                                "{\"action\":\"Choose\"}",
                                "{\"action\":\"Forget\"}",
                                "{\"action\":\"Choose\"}")
                        .limitedTo(58),
                """
                Guess.ndjson:2:1: warning: inconclusive at event 1: more than 58 states explain the trace up to here
                they became many at event 1, Choose: 1 before it, 59 after it
                observe at this event chosen, which has 59 values in these states: that leaves at most 1 of 59
                observe more of the state in the trace, or raise the limit (--candidates)
                """);
    }

    private static Sample reasons(String action) {
        return Sample.of("Reasons", "", "{\"action\":\"" + action + "\"}");
    }

    private static void reason(String action, String... lines) throws Exception {
        List<String> all = new ArrayList<>();
        all.add("Reasons.ndjson:2:1: error: event 1 is no step of Reasons: " + action);
        all.add("the spec is in one state here, in which");
        all.addAll(List.of(lines));
        explains(reasons(action), String.join("\n", all));
    }

    /** Nothing follows from a step that TLC cannot evaluate. */
    private static void undetermined(String action, String line) throws Exception {
        CheckResult result = reasons(action).check();
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.explanation())
                .startsWith(
                        "Reasons.ndjson:2:1: warning: inconclusive at event 1: whether it is a step of Reasons is not known: "
                                + action,
                        "no step was found, but not all could be evaluated:",
                        "  " + line);
    }

    @Test
    void quantifiersAreShownWithTheBindingThatCounts() throws Exception {
        reason(
                "All",
                "Reasons.tla:13  \\A p \\in Proc : level[p] > 1 is FALSE for p = 2",
                "  Reasons.tla:13  level[p] > 1 is FALSE: level[p] = 1");
        reason(
                "Some",
                "Reasons.tla:14  \\E p \\in Proc : level[p] = 7 /\\ p > 1 is FALSE; nearest is p = 1",
                "  Reasons.tla:14  level[p] = 7 is FALSE: level[p] = 3");
        reason("None", "Reasons.tla:15  there is nothing to choose from: {p \\in Proc : level[p] > 5} = {}");
        reason("NoNext", "Reasons.tla:24  there is nothing to choose from: {p \\in Proc : level[p] > 5} = {}");
    }

    @Test
    void definitionsAreOpened() throws Exception {
        reason(
                "Defined",
                "Reasons.tla:17  High(1) is FALSE",
                "  Reasons.tla:16  level[p] > limit is FALSE: level[p] = 3, limit = 6");
        reason(
                "Either",
                "Reasons.tla:18  level[1] = 9 \\/ ~(level[2] = 1) is FALSE",
                "  Reasons.tla:18  level[1] = 9 is FALSE: level[1] = 3",
                "  Reasons.tla:18  ~(level[2] = 1) is FALSE: level[2] = 1 = TRUE");
    }

    @Test
    void severalFalseGuardsAreAllShown() throws Exception {
        reason(
                "Several",
                "Reasons.tla:19  level[1] = 0 is FALSE: level[1] = 3",
                "Reasons.tla:19  level[2] = 0 is FALSE: level[2] = 1",
                "Reasons.tla:19  level[1] = 3 is TRUE");
    }

    @Test
    void casesShowTheArmThatCounts() throws Exception {
        reason("Cases", "Reasons.tla:20  level[2] > 1 is FALSE: level[2] = 1");
        undetermined(
                "NoCase",
                "Reasons.tla:21  TLC cannot evaluate CASE level[1] = 0 -> TRUE [] level[2] = 0 -> TRUE: Attempted to"
                        + " evaluate a CASE with no conditions true. line 21, col 12 to line 21, col 60 of module Reasons");
    }

    @Test
    void whatTlcCannotEvaluateIsSaid() throws Exception {
        undetermined(
                "Outside",
                "Reasons.tla:22  TLC cannot evaluate level[3] > 0: Attempted to apply tuple <<3, 1>> to integer 3"
                        + " which is out of domain.");
        reason(
                "Primed",
                "Reasons.tla:23  level' = [level EXCEPT ![1] = 5] is FALSE: level' = <<3, 1>>, [level EXCEPT ![1] = 5] ="
                        + " <<5, 1>>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bank",
                "Choice",
                "Family",
                "Model",
                "Named",
                "Nested",
                "Places",
                "Post",
                "Recursion",
                "Starts",
                "Swapped",
                "Traffic",
                "Unnamed"
            })
    void explanationsAreShortPlainTextWhoseFirstLineIsEnough(String spec) throws Exception {
        Sample sample = Sample.of(spec);
        int rejections = 0;
        for (int event = 1; event <= sample.events(); event++) {
            for (Sample altered : List.of(sample.drop(event), sample.duplicate(event))) {
                CheckResult result = altered.check();
                if (result.verdict() == Verdict.REJECTED) {
                    rejections++;
                    assertThat(result.explanation()).hasSizeLessThanOrEqualTo(25);
                    assertThat(result.explanation().get(0))
                            .startsWith(spec + ".ndjson:" + (result.event() + 1) + ":1: error: event " + result.event()
                                    + " is no step of " + spec + ": ");
                    assertThat(result.toString()).doesNotContain("\u001b", "lockstep$", "no successor exists", "@");
                    assertThat(result.explanation()).allMatch(line -> line.length() <= 400);
                }
            }
        }
        assertThat(rejections).isPositive();
    }
}
