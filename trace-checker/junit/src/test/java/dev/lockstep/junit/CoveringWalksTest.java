package dev.lockstep.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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
        ExampleRun run = run("areTaken");
        assertThat(run.failure()).isEmpty();
        assertThat(run.succeeded()).isPositive();
    }

    @Test
    void codeThatDoesNotTakeOneFailsAndSaysWhichAndWhy() {
        assertThat(run("takesNoSecondCoin").failure())
                .contains("covering walk 1 of ", "and not event 2, Coin(g = ", "the code has no such step there: Coin")
                .contains("there it takes:" + System.lineSeparator() + "  ");
    }

    @Test
    void actionsThatTheCodeLeavesOutAreNotTaken() {
        ExampleRun run = run("needsNobodyToPass");
        assertThat(run.failure()).isEmpty();
        assertThat(run.succeeded()).isPositive();
    }

    @Test
    void aTestInWhichNoCodeTakesTheWalkFails() {
        assertThat(run("takesNothing").failure()).contains("no code has taken the walk");
    }

    @Test
    void aSpecWithMoreStatesHasNoWalks() {
        assertThat(run("isTooLarge").failure()).contains("MCTurnstile has more than 35 states at these bounds");
    }

    private static ExampleRun run(String test) {
        return new ExampleRun(Examples.class, test, Walk.class);
    }
}
