package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says of code that is as the spec, that does something else, and that does less. */
class ExploreCommandTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeModel() throws Exception {
        Files.writeString(folder.resolve("Counts.tla"), """
                ---- MODULE Counts ----
                EXTENDS Naturals
                VARIABLE at
                Init == at = [p \\in {"a", "b"} |-> 0]
                Go(p) == at[p] < 2 /\\ at' = [at EXCEPT ![p] = @ + 1]
                Next == \\E p \\in {"a", "b"} : Go(p)
                ====
                """);
        ToyExploration.config = Files.writeString(
                folder.resolve("Counts.cfg"),
                "\\* expect: success; distinct 9; depth 5\nINIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n");
    }

    @AfterEach
    void isRightAgain() {
        ToyExploration.most = 2;
        ToyExploration.step = 1;
        ToyExploration.differences = Map.of();
    }

    @Test
    void codeThatIsAsTheSpecIsEqual() {
        Run run = Run.of("explore", "toy");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        ": equal, 9 states of the code, 9 of the spec (TLC has success; distinct 9; depth 5), 12 and 12 steps");
        assertThat(Run.of("explore", "toy", "--json").out()).contains("\"holds\":true", "\"codeSteps\":12");
    }

    @Test
    void codeThatDoesSomethingElseIsToldWithAShortestRunThatIsATrace() {
        ToyExploration.step = 2;
        Path trace = folder.resolve("t.ndjson");
        Run run = Run.of("explore", "toy", "--trace", trace);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains(": different, ", "  1  Go(p = \"a\")", "was observed as 2, the spec has 1");
        Run validated = Run.of(
                "validate", "--spec", folder.resolve("Counts.tla"), "--config", folder.resolve("Counts.cfg"), trace);
        assertThat(validated.exitCode()).isEqualTo(1);
        assertThat(validated.out()).contains("event 1 ");
    }

    @Test
    void theShortestRunIsReplayedOnCodeThatTakesItAndRefusedByCodeThatIsRight() {
        ToyExploration.step = 2;
        Path trace = folder.resolve("t.ndjson");
        Run.of("explore", "toy", "--trace", trace);
        Run taken = Run.of("explore", "toy", "--replay", trace);
        assertThat(taken.err()).isEmpty();
        assertThat(taken.out()).contains("t.ndjson: the code takes all 1 steps");
        assertThat(taken.exitCode()).isZero();
        ToyExploration.step = 1;
        Run refused = Run.of("explore", "toy", "--replay", trace);
        assertThat(refused.out())
                .contains("the code takes 0 steps, and not event 1, Go(p = \"a\"); there it takes:")
                .contains("  Go(p = \"b\")");
        assertThat(refused.exitCode()).isEqualTo(1);
    }

    @Test
    void codeThatDoesLessFailsUnlessThatIsDeclared() {
        ToyExploration.most = 1;
        Run run = Run.of("explore", "toy");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "the spec has Go in 3 states in which the code does not take it, after:", "  1  Go(p = \"a\")");
        ToyExploration.differences = Map.of("Go", "it is lazy", "Stop", "there is none");
        Run stale = Run.of("explore", "toy");
        assertThat(stale.exitCode()).isEqualTo(1);
        assertThat(stale.out()).contains("as is declared: it is lazy", "Stop is declared not to be taken");
    }

    @Test
    void whatCannotBeExploredIsSaid() {
        Run run = Run.of("explore", "nothing");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("nothing cannot be explored; these can: toy");
    }
}
