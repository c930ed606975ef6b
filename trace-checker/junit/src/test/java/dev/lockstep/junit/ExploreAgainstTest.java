package dev.lockstep.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.explore.ExplorationResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs the tests of {@link Examples} and looks at how they end. */
class ExploreAgainstTest {
    private static final String SPEC = "src/test/resources/MCTurnstile.tla";

    /** Not found by Surefire, for its name. */
    static class Examples {
        @ExploreAgainst(SPEC)
        void isAsTheSpec(Exploring exploring) {
            ExplorationResult result = exploring.requireEqual(new TwoTurnstiles(false));
            assertThat(result.codeStates()).isEqualTo(36);
            assertThat(result.codeSteps()).isEqualTo(result.specSteps()).isPositive();
        }

        @ExploreAgainst(SPEC)
        void letsPeopleThroughWithoutACoin(Exploring exploring) {
            exploring.requireEqual(new TwoTurnstiles(true));
        }

        @ExploreAgainst(SPEC)
        void neverTakesACoinInTheSouth(Exploring exploring) {
            exploring.requireEqual(new TwoTurnstiles(false) {
                @Override
                protected List<Runnable> steps(List<Turnstile> both) {
                    return super.steps(both.subList(0, 1));
                }
            });
        }

        @ExploreAgainst(SPEC)
        void declaresWhatIsNotSo(Exploring exploring) {
            exploring.requireEqual(new TwoTurnstiles(false) {
                @Override
                public Map<String, String> differences() {
                    return Map.of("Push", "nobody passes");
                }
            });
        }

        @ExploreAgainst(SPEC)
        void exploresNothing(Exploring exploring) {
            assertThat(exploring).isNotNull();
        }

        @ExploreAgainst("src/test/resources/NoSpec.tla")
        void namesNoSpec(Exploring exploring) {
            exploring.requireEqual(new TwoTurnstiles(false));
        }
    }

    @Test
    void codeThatIsAsTheSpecPasses() {
        assertThat(run("isAsTheSpec")).isEmpty();
    }

    @Test
    void codeThatDoesWhatTheSpecDoesNotFailsWithAShortestRun() {
        assertThat(run("letsPeopleThroughWithoutACoin"))
                .contains("MCTurnstile.cfg: different, ", "  1  Push(g = \"north\")", "~locked[g] is FALSE");
    }

    @Test
    void codeThatDoesLessFailsWithARunToWhereItDoes() {
        assertThat(run("neverTakesACoinInTheSouth"))
                .contains("the spec has Coin in 6 states in which the code does not take it, after:", "no step at all");
    }

    @Test
    void aDeclaredDifferenceThatNeverOccursFails() {
        assertThat(run("declaresWhatIsNotSo")).contains("Push is declared not to be taken");
    }

    @Test
    void aTestThatExploresNothingFails() {
        assertThat(run("exploresNothing")).contains("has explored nothing");
    }

    @Test
    void aSpecThatIsNotThereFails() {
        assertThat(run("namesNoSpec")).contains("NoSpec");
    }

    /** Runs one of the tests, and returns the message with which it fails; empty: it passes. */
    private static String run(String test) {
        ExampleRun run = new ExampleRun(Examples.class, test, Exploring.class);
        assertThat(run.started()).isEqualTo(1);
        return run.failure();
    }
}
