package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                NotBoth == at["b"] = 0 \\/ at["a"] < 2
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
                .contains(
                        "the code takes 0 steps, and not event 1, Go(p = \"a\")",
                        "it is no step of the spec",
                        "there it takes:")
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

    /** Has TLC find a way to a state, and write it. */
    private Path counterexample(String name) throws Exception {
        Path config = Files.writeString(
                folder.resolve("Broken.cfg"),
                "\\* module: Counts\n\\* expect: violation of invariant NotBoth; steps 4\nINIT Init\nNEXT Next\n"
                        + "INVARIANT NotBoth\nCHECK_DEADLOCK FALSE\n");
        Path dump = folder.resolve(name);
        assertThat(Run.of("check", config, "--dump", dump).exitCode()).isZero();
        return dump;
    }

    @ParameterizedTest
    @ValueSource(strings = {"run.ndjson", "run.itf.json"})
    void aCounterexampleIsReplayedOnTheCode(String name) throws Exception {
        Path run = counterexample(name);
        Run taken = Run.of("explore", "toy", "--replay", run);
        assertThat(taken.err()).isEmpty();
        assertThat(taken.out()).contains(name + ": the code takes all 3 steps");
        assertThat(taken.exitCode()).isZero();
        ToyExploration.most = 1;
        Run refused = Run.of("explore", "toy", "--replay", run);
        assertThat(refused.out())
                .contains("the code takes 1 steps, and not event 2, ")
                .contains("Go(p = \"b\") of the code comes to another state: at = ")
                .contains("there it takes:");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(Run.of("explore", "toy", "--replay", run, "--json").out()).contains("\"taken\":1,", "\"why\":");
    }

    @Test
    void walksTakeEveryTransitionOfTheSpec() {
        Run cover = Run.of("explore", "toy", "--cover");
        assertThat(cover.err()).isEmpty();
        assertThat(cover.out()).contains(": the code takes all ", " walks, of 12 transitions of the spec in ");
        assertThat(cover.exitCode()).isZero();
        Run random = Run.of("explore", "toy", "--walks", 5, "--steps", 3, "--json");
        assertThat(random.out()).contains("\"walks\":5,\"transitions\":15,\"steps\":15,\"refused\":[]");
        assertThat(random.exitCode()).isZero();
    }

    /** The canary of covering walks: what the code does otherwise, or not at all, is found, and written as a trace of the spec. */
    @Test
    void aWalkThatTheCodeRefusesIsToldAndWritten() {
        ToyExploration.most = 1;
        Path trace = folder.resolve("walk.ndjson");
        Run less = Run.of("explore", "toy", "--cover", "--trace", trace);
        assertThat(less.exitCode()).isEqualTo(1);
        assertThat(less.out())
                .contains(": the code takes 0 of ", "covering walk 1 of ", "the code has no such step there: Go");
        Run validated = Run.of(
                "validate", "--spec", folder.resolve("Counts.tla"), "--config", folder.resolve("Counts.cfg"), trace);
        assertThat(validated.exitCode()).isZero();
        ToyExploration.step = 2;
        Run other = Run.of("explore", "toy", "--cover");
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.out())
                .contains("the code takes 0 steps, and not event 1, Go(p = ", " of the code is no step of the spec");
        ToyExploration.differences = Map.of("Go", "it goes by two");
        Run declared = Run.of("explore", "toy", "--cover");
        assertThat(declared.out()).contains("all 0 walks, of 0 transitions");
    }

    @Test
    void whatIsToBeReplayedIsOneThing() {
        Run both = Run.of("explore", "toy", "--cover", "--walks", 3);
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.err()).contains("one at a time");
    }

    /** Compiles a class of somebody else's, which is on no class path. */
    private Path own(String type, String body) throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path source = Files.writeString(folder.resolve(type + ".java"), body);
        int errors = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(errors).isZero();
        return classes;
    }

    private Path steps(int most) throws Exception {
        return own("Stairs", """
                import dev.lockstep.explorable.Explorable;
                import java.util.*;
                public final class Stairs implements Explorable {
                    public String header() { return "{\\"lockstep\\":1,\\"spec\\":\\"Counts\\",\\"local\\":[\\"at\\"]}"; }
                    public State initial() { return new At(0, 0); }
                    record At(int a, int b) implements State {
                        public Object key() { return this; }
                        public List<Transition> steps() {
                            List<Transition> steps = new ArrayList<>();
                            if (a < MOST) steps.add(new Transition(event("a", a + 1), new At(a + 1, b)));
                            if (b < MOST) steps.add(new Transition(event("b", b + 1), new At(a, b + 1)));
                            return steps;
                        }
                        static String event(String p, int at) {
                            return "{\\"process\\":\\"" + p + "\\",\\"action\\":\\"Go\\",\\"state\\":{\\"at\\":" + at + "}}";
                        }
                    }
                }
                """.replace("MOST", String.valueOf(most)));
    }

    @Test
    void aClassOfTheUsersOwnIsExplored() throws Exception {
        Path spec = folder.resolve("Counts.tla");
        Path classes = steps(2);
        Run equal = Run.of("explore", "--spec", spec, "--classpath", classes, "Stairs");
        assertThat(equal.err()).isEmpty();
        assertThat(equal.out()).contains("Counts.cfg: equal, 9 states of the code, 9 of the spec");
        assertThat(equal.exitCode()).isZero();
        Path config = Files.writeString(
                folder.resolve("Other.cfg"), "\\* expect: success; distinct 8; depth 5\nINIT Init\nNEXT Next\n");
        Run other = Run.of("explore", "--spec", spec, "--config", config, "--classpath", classes, "Stairs");
        assertThat(other.out()).contains("Other.cfg: different, ", "(TLC has success; distinct 8; depth 5)");
        assertThat(other.exitCode()).isEqualTo(1);
        Run more = Run.of("explore", "--spec", spec, "--classpath", steps(3), "Stairs");
        assertThat(more.out()).contains("  3  Go()", "at[p] < 2 is FALSE");
    }

    @Test
    void whatIsWrongWithAClassOfTheUsersOwnIsSaid() throws Exception {
        Path classes = own("Other", "public class Other {}");
        Path spec = folder.resolve("Counts.tla");
        assertThat(Run.of("explore", "--spec", spec, "--classpath", classes, "Other")
                        .err())
                .contains("Other does not implement dev.lockstep.explorable.Explorable");
        assertThat(Run.of("explore", "--spec", spec, "--classpath", classes, "None")
                        .err())
                .contains("there is no class None in ");
        assertThat(Run.of("explore", "--spec", spec, "--classpath", folder.resolve("none.jar"), "Other")
                        .err())
                .contains("none.jar: no such folder or jar");
        assertThat(Run.of("explore", "--spec", spec, "toy").err()).contains("give --classpath, too");
        assertThat(Run.of("explore", "--classpath", steps(2), "Stairs").err()).contains("give --spec");
    }

    @Test
    void whatCannotBeExploredIsSaid() {
        Run run = Run.of("explore", "nothing");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("nothing cannot be explored; these can: toy");
    }
}
