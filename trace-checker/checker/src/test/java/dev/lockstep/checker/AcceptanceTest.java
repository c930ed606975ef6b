package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What "accepted" means: design, section 4, sentence by sentence. */
class AcceptanceTest {
    private static Sample guess(String... events) {
        return Sample.of("Guess", "", events);
    }

    private static Sample relay(String hidden, String... events) {
        return Sample.of("Relay", "\"hidden\":[" + hidden + "]", events);
    }

    private static Sample account(String... events) {
        return Sample.of("Account", "\"local\":[\"clock\"],\"complete\":[\"clock\",\"value\"]", events);
    }

    // ---------------------------------------------------------------- candidates

    @Test
    void allSuccessorsThatFitAreKept() throws Exception {
        guess("{\"action\":\"Choose\"}", "{\"action\":\"Show\",\"args\":{\"k\":4}}")
                .isAccepted();
        guess("{\"action\":\"Choose\"}", "{\"action\":\"Show\",\"args\":{\"k\":3}}")
                .isAccepted();
        guess("{}", "{}", "{\"action\":\"Show\",\"args\":{\"k\":3}}").isAccepted();
        guess("{\"action\":\"Choose\"}", "{\"action\":\"Show\",\"args\":{\"k\":5}}")
                .isRejectedAt(2, "5", "1..4");
    }

    @Test
    void whatIsSeenLaterSettlesWhatWasChosen() throws Exception {
        String chosen = "{\"action\":\"Choose\",\"state\":{\"Parity\":1}}";
        String shown = "{\"action\":\"Show\"}";
        guess(chosen, shown, "{\"action\":\"Show\",\"args\":{\"k\":3}}").isAccepted();
        guess(chosen, shown, "{\"action\":\"Show\",\"args\":{\"k\":4}}").isRejectedAt(3, "chosen = k is FALSE");
        String one = "{\"action\":\"Show\",\"args\":{\"k\":1}}";
        String three = "{\"action\":\"Show\",\"args\":{\"k\":3}}";
        guess(chosen, one, shown, three).isRejectedAt(4, "the spec is in one state here");
        guess(chosen, shown, shown, "{\"action\":\"Show\",\"state\":{\"steps\":5}}")
                .isRejectedAt(4, "the spec can be in 2 states here", "steps was observed as 5, the spec has 4");
    }

    @Test
    void candidatesAreCounted() throws Exception {
        CheckResult result =
                guess("{\"action\":\"Choose\"}", "{\"action\":\"Show\"}").check();
        assertThat(result.states()).isEqualTo(1 + 3 + 3); // 2 is excluded by the invariant
        assertThat(result.actions()).containsOnly(java.util.Map.entry("Choose", 1L), java.util.Map.entry("Show", 1L));
    }

    @Test
    void tooManyCandidatesAreInconclusiveAndNotRejected() throws Exception {
        Sample wide = Sample.of(
                "Guess",
                "\"constants\":{\"Most\":60}",
                "{\"action\":\"Choose\",\"state\":{\"chosen\":7}}",
                "{\"action\":\"Forget\"}",
                "{\"action\":\"Choose\"}",
                "{\"action\":\"Show\",\"args\":{\"k\":61}}");
        wide.limitedTo(59).isRejectedAt(4);
        wide.limitedTo(58).isInconclusiveAt(3);
        assertThat(wide.limitedTo(58).check().toString())
                .startsWith(
                        "Guess.ndjson:4:1: warning: inconclusive at event 3: more than 58 states explain the trace up to here");
        wide.limitedTo(1).isInconclusiveAt(3);
    }

    @Test
    void moreInitialStatesThanTheLimitAreInconclusive() throws Exception {
        Sample starts = Sample.of("Starts");
        starts.limitedTo(4).isAccepted();
        starts.limitedTo(1).isInconclusiveAt(1); // the lamp is on before the first event, and the fuel is 2 or 3
        Sample empty = Sample.of("Starts", "");
        empty.isAccepted();
        empty.limitedTo(3).isInconclusiveAt(0);
    }

    // ---------------------------------------------------------------- steps

    @Test
    void anArgumentOutsideTheBoundInNextIsRejectedThoughTheDefinitionAllowsIt() throws Exception {
        relay("", "{\"action\":\"Put\",\"args\":{\"v\":9}}").isAccepted();
        relay("", "{\"action\":\"Put\",\"args\":{\"v\":10}}").isRejectedAt(1, "v = 10 is not in 1..9");
    }

    @Test
    void conjunctsAroundTheActionBelongToTheStep() throws Exception {
        guess("{\"action\":\"Wait\"}").isRejectedAt(1, "chosen # 0 is FALSE: chosen = 0");
        guess("{\"action\":\"Choose\"}", "{\"action\":\"Wait\"}").isAccepted();
    }

    @Test
    void anEventWithoutEffectMustStillBeAllowed() throws Exception {
        relay("", "{\"state\":{\"first\":0}}").isRejectedAt(1, "first was observed as 0"); // no stuttering
        relay("", "{\"action\":\"Put\",\"args\":{\"v\":1}}", "{\"action\":\"Pass\",\"state\":{\"first\":1}}")
                .isRejectedAt(2);
    }

    @Test
    void theLastEventCounts() throws Exception {
        relay("", "{\"action\":\"Put\",\"args\":{\"v\":1}}", "{\"action\":\"Pass\"}")
                .isAccepted();
        relay("", "{\"action\":\"Put\",\"args\":{\"v\":1}}", "{\"action\":\"Get\"}")
                .isRejectedAt(2);
        relay("", "{\"action\":\"Get\"}").isRejectedAt(1);
    }

    @Test
    void afterARejectionTheRestIsReadAndTheFirstStands() throws Exception {
        Sample twice = relay("", "{\"action\":\"Get\"}", "{\"action\":\"Get\"}", "{\"action\":\"Pass\"}");
        twice.isRejectedAt(1);
        assertThat(twice.check().events()).isEqualTo(3);
    }

    // ---------------------------------------------------------------- hidden actions

    @Test
    void hiddenActionsHappenBetweenEvents() throws Exception {
        String put = "{\"action\":\"Put\",\"args\":{\"v\":3}}";
        String get = "{\"action\":\"Get\",\"args\":{\"v\":3}}";
        relay("\"Pass\",\"Pass2\"", put, get).isAccepted();
        relay("\"Pass\",\"Pass2\"", put, put, put, get, get, get).isAccepted();
        relay("\"Pass\",\"Pass2\"", put, put, put, put).isRejectedAt(4);
        relay("\"Pass\"", put, get).isRejectedAt(2);
        relay("\"Pass\",\"Pass2\"", put, get, get).isRejectedAt(3);
    }

    @Test
    void hiddenActionsAreNotUsedAfterTheLastEvent() throws Exception {
        relay("\"Pass\"", "{\"action\":\"Put\",\"args\":{\"v\":3},\"state\":{\"first\":3}}")
                .isAccepted();
        relay("\"Pass\"", "{\"action\":\"Put\",\"args\":{\"v\":3},\"state\":{\"second\":3}}")
                .isRejectedAt(1, "second was observed as 3, the spec has 0");
    }

    @Test
    void anInvariantIsNotViolatedOnTheHiddenWay() throws Exception {
        String put = "{\"action\":\"Put\",\"args\":{\"v\":7}}";
        relay("\"Pass\",\"Pass2\"", put, "{\"action\":\"Get\",\"args\":{\"v\":7}}")
                .isRejectedAt(2);
        relay("\"Lose\"", put, put, put).isRejectedAt(3); // a second loss violates FewLost
        relay("\"Lose\"", put, put).isAccepted();
    }

    @Test
    void hiddenActionsWithoutEndAreInconclusive() throws Exception {
        relay("\"Double\"", "{\"action\":\"Put\",\"args\":{\"v\":1}}", "{\"action\":\"Pass\"}")
                .limitedTo(20)
                .isInconclusiveAt(2);
    }

    @Test
    void afterAHiddenActionThatCannotBeEvaluatedNothingIsKnownToBeNoStep() throws Exception {
        String put = "{\"action\":\"Put\",\"args\":{\"v\":3}}";
        String all = "\"Pass\",\"Pass2\",\"Double\"";
        relay(all, put, "{\"action\":\"Get\",\"args\":{\"v\":6}}").isAccepted();
        Sample odd = relay(all, put, "{\"action\":\"Get\",\"args\":{\"v\":5}}");
        odd.isInconclusiveAt(2);
        assertThat(odd.check().toString())
                .contains("not all could be evaluated", "Overflow when computing 2*1610612736");
    }

    @Test
    void aHiddenActionMustBeOneOfTheSpec() {
        relay("\"Steal\"", "{}").isInvalid("Relay.ndjson:1: hidden: Relay has no action Steal", "Double, Get, Lose");
        relay("\"NotSeven\"", "{}").isInvalid("Relay.ndjson:1: hidden: Relay defines NotSeven");
    }

    // ---------------------------------------------------------------- invariants

    @Test
    void invariantsAreCheckedWhereTheTraceIsExplained() throws Exception {
        guess("{\"action\":\"Choose\",\"args\":{\"k\":2}}")
                .isRejectedAt(1, "after this step the invariant NotTwo is violated", "chosen = 2");
        guess("{\"action\":\"Choose\"}", "{\"action\":\"Show\",\"args\":{\"k\":2}}")
                .isRejectedAt(2);
    }

    @Test
    void constraintsOfTheConfigBoundModelsOnly() throws Exception {
        guess("{\"action\":\"Choose\",\"args\":{\"k\":4}}").isAccepted();
    }

    // ---------------------------------------------------------------- observations

    @Test
    void variablesDeclaredCompleteAreUnchangedUnlessMentioned() throws Exception {
        String clocked = ",\"state\":{\"clock\":1,\"value\":5}}";
        account("{\"process\":\"a\",\"action\":\"Step\",\"args\":{\"n\":5}" + clocked)
                .isAccepted();
        account("{\"process\":\"a\",\"action\":\"Step\",\"args\":{\"n\":0},\"state\":{\"clock\":1}}")
                .isAccepted();
        account("{\"process\":\"a\",\"action\":\"Step\",\"args\":{\"n\":5},\"state\":{\"clock\":1}}")
                .isRejectedAt(1, "value was observed to stay 0, the spec has 5");
        account("{\"process\":\"a\",\"action\":\"Step\",\"args\":{\"p\":\"a\",\"n\":0},\"state\":{\"value\":0}}")
                .isRejectedAt(1, "clock[\"a\"] was observed to stay 0, the spec has 1");
        account("{\"process\":\"a\",\"action\":\"Step\",\"args\":{\"p\":\"b\",\"n\":0},\"state\":{\"clock\":0}}")
                .isAccepted(); // complete for the process itself only
    }

    @Test
    void anObservationOfAnotherTypeIsAMismatch() throws Exception {
        account("{\"process\":\"a\",\"action\":\"Step\",\"state\":{\"clock\":1,\"value\":\"5\"},\"args\":{\"n\":5}}")
                .isRejectedAt(1, "value was observed as \"5\", the spec has 5");
        account("{\"process\":\"a\",\"action\":\"Step\",\"state\":{\"clock\":[1],\"value\":5},\"args\":{\"n\":5}}")
                .isRejectedAt(1, "was observed as <<1>>, the spec has 1");
        account("{\"process\":\"a\",\"action\":\"Step\",\"args\":{\"n\":true},\"state\":{\"clock\":1}}")
                .isRejectedAt(1, "n = TRUE is not in Int");
    }

    @Test
    void integersHaveThirtyTwoBits() throws Exception {
        String up = "{\"process\":\"a\",\"action\":\"Step\",\"args\":{\"n\":%s},\"state\":{\"clock\":1,\"value\":%s}}";
        String most = "2147483647";
        account(up.formatted(most, most)).isAccepted();
        account(up.formatted("-" + most, "{\"#bigint\":\"-2147483647\"}")).isAccepted();
        account(up.formatted("2147483648", "0")).isInvalid("Account.ndjson:2", "2147483648 is beyond TLC's integers");
        account("{\"end\":true,\"state\":{\"value\":2147483648}}")
                .isInvalid("Account.ndjson:2", "2147483648 is beyond TLC's integers");
        account(up.formatted(most, most), up.formatted("1", "0")).isInconclusiveAt(2);
    }

    @Test
    void anUnknownProcessIsInvalidInput() throws Exception {
        account("{\"process\":\"c\",\"action\":\"Step\",\"state\":{\"clock\":1}}")
                .isInvalid("Account.ndjson:2: there is no process \"c\" in Account");
        account("{\"process\":1,\"action\":\"Step\",\"state\":{\"clock\":1}}").isInvalid("there is no process 1");
        account("{\"action\":\"Step\",\"state\":{\"clock\":1}}")
                .isInvalid("clock is local, so the event must name its");
    }

    @Test
    void whatTheHeaderNamesMustBeThere() {
        Sample.of("Account", "\"local\":[\"clok\"]")
                .isInvalid("Account.ndjson:1: local: Account has no variable or operator clok; the variables are");
        Sample.of("Account", "\"complete\":[\"time\"]")
                .isInvalid("Account.ndjson:1: complete: Account has no variable");
    }

    // ---------------------------------------------------------------- instances

    @Test
    void eachInstanceHasItsOwnCopyOfTheSpec() throws Exception {
        String choose = "{\"instance\":\"%s\",\"action\":\"Choose\",\"args\":{\"k\":%d}}";
        String show = "{\"instance\":\"%s\",\"action\":\"Show\",\"args\":{\"k\":%d},\"state\":{\"steps\":2}}";
        guess(choose.formatted("t1", 3), choose.formatted("t2", 4), show.formatted("t2", 4), show.formatted("t1", 3))
                .isAccepted();
        guess(choose.formatted("t1", 3), choose.formatted("t2", 4), show.formatted("t1", 4))
                .isRejectedAt(3, "chosen = k is FALSE: chosen = 3, k = 4");
        guess(choose.formatted("t1", 3), show.formatted("t2", 3)).isRejectedAt(2);
        guess(choose.formatted("t1", 3), choose.formatted("t1", 3)).isRejectedAt(2);
        guess("{\"action\":\"Choose\",\"args\":{\"k\":1}}", show.formatted("t1", 1))
                .isRejectedAt(2);
    }
}
