package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shells complete the command, with the scripts that it prints for them. */
class CompletionTest {
    @TempDir
    Path folder;

    private String shell(String shell, String program) throws IOException, InterruptedException {
        Programs.assumeInCi(shell);
        Run printed = Run.of("completion", shell);
        assertThat(printed.exitCode()).isZero();
        Files.writeString(folder.resolve("script"), printed.out());
        Files.writeString(folder.resolve("program"), program);
        Process process = new ProcessBuilder(shell, "program")
                .directory(folder.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("err")))
                .isZero();
        return out;
    }

    @ParameterizedTest
    @CsvSource({
        "va, validate",
        "validate --for, --format",
        "validate --mod, --modules",
        "completion zs, zsh",
        "help --m, --man",
    })
    void bashCompletes(String typed, String expected) throws Exception {
        String words = "lockstep " + typed;
        assertThat(shell(
                        "bash",
                        "source ./script\nCOMP_WORDS=(" + words + ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n"
                                + "_complete_lockstep\necho \"${COMPREPLY[@]}\"\n"))
                .isEqualToIgnoringNewLines(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "va, validate",
        "validate --for, --format",
        "validate --format I, ITF",
        "completion zs, zsh",
        "import -, --mapping",
        "help --m, --man"
    })
    void fishCompletes(String typed, String expected) throws Exception {
        assertThat(shell("fish", "source ./script\ncomplete -C 'lockstep " + typed + "'\n"))
                .containsPattern("(?m)^" + expected + "\t.");
    }

    @Test
    void zshTakesTheScriptOfBash() throws Exception {
        assertThat(shell("zsh", "source ./script\necho ${_comps[lockstep]}\n")).contains("_complete_lockstep");
    }

    @Test
    void anotherShellIsToldWhichThereAre() {
        Run run = Run.of("completion", "tcsh");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("expected one of [BASH, ZSH, FISH] (case-insensitive) but was 'tcsh'");
    }
}
