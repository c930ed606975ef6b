package dev.lockstep.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs the tests of {@link Examples} and looks at how they end. */
class CoveringWalksTest {
    private static final String SPEC = "src/test/resources/MCTurnstile.tla";

    /** Not found by Surefire, for its name. */
    static class Examples {
        @CoveringWalks(SPEC)
        void areTaken(Walk walk) {
            assertThat(walk.steps()).isPositive();
            walk.requireTakenBy(new TwoTurnstiles(false));
        }

        /** The spec lets a second coin be put into a turnstile that is open. */
        @CoveringWalks(SPEC)
        void takesNoSecondCoin(Walk walk) {
            walk.requireTakenBy(new TwoTurnstiles(false) {
                @Override
                protected List<Runnable> steps(List<Turnstile> both) {
                    List<Runnable> steps = new ArrayList<>();
                    both.forEach(turnstile -> steps.add(turnstile.isLocked() ? turnstile::coin : turnstile::push));
                    return steps;
                }
            });
        }

        @CoveringWalks(value = SPEC, without = "Push")
        void needsNobodyToPass(Walk walk) {
            assertThat(walk.steps()).isBetween(1, 7); // there are four states, and seven transitions between them
            walk.requireTakenBy(new TwoTurnstiles(false));
        }

        @CoveringWalks(SPEC)
        void takesNothing(Walk walk) {
            assertThat(walk).isNotNull();
        }

        @CoveringWalks(value = SPEC, states = 35)
        void isTooLarge(Walk walk) {
            walk.requireTakenBy(new TwoTurnstiles(false));
        }
    }

    @Test
    void codeThatTakesEveryTransitionPasses() {
        EngineExecutionResults results = run("areTaken");
        assertThat(results.testEvents().succeeded().count()).isPositive();
        assertThat(results.allEvents().failed().count()).isZero();
    }

    @Test
    void codeThatDoesNotTakeOneFailsAndSaysWhichAndWhy() {
        assertThat(message("takesNoSecondCoin"))
                .contains("covering walk 1 of ", "and not event 2, Coin(g = ", "the code has no such step there: Coin")
                .contains("there it takes:" + System.lineSeparator() + "  ");
    }

    @Test
    void actionsThatTheCodeLeavesOutAreNotTaken() {
        assertThat(message("needsNobodyToPass")).isEmpty();
        assertThat(run("needsNobodyToPass").testEvents().succeeded().count()).isPositive();
    }

    @Test
    void aTestInWhichNoCodeTakesTheWalkFails() {
        assertThat(message("takesNothing")).contains("no code has taken the walk");
    }

    @Test
    void aSpecWithMoreStatesHasNoWalks() {
        assertThat(message("isTooLarge")).contains("MCTurnstile has more than 35 states at these bounds");
    }

    private static EngineExecutionResults run(String test) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(Examples.class, test, Walk.class.getName()))
                .execute();
    }

    /** Runs one of the tests, and returns the message with which it fails first; empty: it passes. */
    private static String message(String test) {
        return run(test).allEvents().failed().stream()
                .map(CoveringWalksTest::message)
                .findFirst()
                .orElse("");
    }

    private static String message(Event failed) {
        return failed.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow()
                .getMessage();
    }
}
