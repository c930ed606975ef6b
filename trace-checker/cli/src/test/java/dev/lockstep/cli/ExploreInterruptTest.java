package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exploring without end says how far it is; when it is interrupted or its memory is used up, it says what was explored so far. */
@Timeout(120)
class ExploreInterruptTest {
    /** Starts a program that heeds SIGINT also where the build ignores it, as one in the background does. */
    private static final List<String> HEEDING_INT = List.of(
            "python3",
            "-c",
            "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])");

    @TempDir
    Path folder;

    private Path spec;

    /** Two counters that never end. */
    @BeforeEach
    void writeSpec() throws Exception {
        Programs.assumeInCi("python3");
        spec = Files.writeString(folder.resolve("Counts.tla"), """
                ---- MODULE Counts ----
                EXTENDS Naturals
                VARIABLE at
                Init == at = [p \\in {"a", "b"} |-> 0]
                Go(p) == at' = [at EXCEPT ![p] = @ + 1]
                Next == \\E p \\in {"a", "b"} : Go(p)
                ====
                """);
        Files.writeString(folder.resolve("Counts.cfg"), "INIT Init\nNEXT Next\n");
        Files.createDirectories(folder.resolve("classes"));
    }

    private Process started(List<String> java, Object... options) throws Exception {
        List<String> command = new ArrayList<>(HEEDING_INT);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Lockstep.class.getName()));
        command.addAll(List.of("explore", Counters.class.getName(), "--spec", spec.toString()));
        command.addAll(List.of("--classpath", folder.resolve("classes").toString()));
        for (Object option : options) {
            command.add(option.toString());
        }
        return new ProcessBuilder(command).start();
    }

    /** Sends a signal once the process has told of its progress. Returns what it prints. */
    private static String interrupted(Process process, String signal, String told) throws Exception {
        try (BufferedReader err = process.errorReader();
                BufferedReader out = process.inputReader()) {
            assertThat(err.readLine()).matches(told);
            assertThat(new ProcessBuilder("kill", "-s", signal, String.valueOf(process.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            String printed = String.join("\n", out.lines().toList());
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void anInterruptEndsTheExplorationWithTheStatesSoFar(String signal) throws Exception {
        Process process = started(List.of("-Xmx512m"));
        String out = interrupted(
                process,
                signal,
                "exploring: \\d+ states, \\d+/s, \\d+ more known(, \\d+ of \\d+ MB of memory, room for about \\d+ states)? so far");
        assertThat(process.exitValue()).isEqualTo(ExploreCommand.INCONCLUSIVE);
        assertThat(out).matches("(?s).*Counts.cfg: interrupted, [1-9]\\d* states of the code, [1-9]\\d* of the spec.*");
    }

    @Test
    void anInterruptEndsWalksWithThoseThatWereTaken() throws Exception {
        Process process = started(List.of("-Xmx512m"), "--walks", 2_000_000_000, "--steps", 10);
        String out = interrupted(process, "TERM", "replaying: \\d+ of 2000000000 walks found so far");
        assertThat(process.exitValue()).isEqualTo(ExploreCommand.INCONCLUSIVE);
        assertThat(out).matches(".*Counts.cfg: interrupted, the code takes 0 of the first 0 walks, in 0 steps, .* s");
    }

    @Test
    void anInterruptEndsTheReplayOfATrace() throws Exception {
        Path trace = folder.resolve("t.ndjson");
        Files.writeString(
                trace,
                "{\"lockstep\":1,\"spec\":\"Counts\"}\n"
                        + "{\"action\":\"Go\",\"args\":{\"p\":\"a\"}}\n".repeat(2_000_000));
        Process process = started(List.of("-Xmx1g"), "--replay", trace);
        String out = interrupted(process, "TERM", "replaying: \\d+ events so far");
        assertThat(process.exitValue()).isEqualTo(ExploreCommand.INCONCLUSIVE);
        assertThat(out).matches(".*t.ndjson: interrupted, the code takes the first [1-9]\\d* steps");
    }

    @Test
    void memoryThatIsUsedUpEndsTheExplorationWithTheStatesSoFar() throws Exception {
        Process process = started(List.of("-Xmx48m", "-XX:+UseSerialGC"), "--json");
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine())
                    .contains("\"holds\":false,\"complete\":false,\"early\":\"out of memory\"")
                    .doesNotContain("\"codeStates\":0,");
        }
        assertThat(process.waitFor()).isEqualTo(ExploreCommand.INCONCLUSIVE);
    }

    /** A command that fails once it can be interrupted must end, too. */
    @Test
    void anExplorationThatFailsEnds() throws Exception {
        Files.writeString(
                spec, Files.readString(spec).replace("|-> 0]", "|-> 0] \\/ at = [p \\in {\"a\", \"b\"} |-> 1]"));
        Process process = started(List.of());
        try (BufferedReader err = process.errorReader()) {
            assertThat(err.readLine()).contains("more than one initial state");
        }
        assertThat(process.waitFor()).isEqualTo(2);
    }

    @Test
    void memoryIsASizeThatTheLauncherHasSet() {
        for (String command : List.of("explore", "check")) {
            for (String bad : List.of("4", "4x", "0g", "99m", "-1g", "1000g")) {
                Run run = Run.of(command, "toy", "--memory=" + bad);
                assertThat(run.exitCode()).isEqualTo(2);
                assertThat(run.err()).contains("--memory is a size from 100m, such as 800m or 4g, not " + bad);
            }
            Run run = Run.of(command, "toy", "--memory", "4g");
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("--memory is set by the launcher, lockstep; to java itself give -Xmx4g");
        }
    }
}
