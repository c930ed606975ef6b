package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: the exit code tells whether figures are as published, and what is asked for wrongly is told in a line. */
class FiguresCommandTest {
    @TempDir
    Path folder;

    @Test
    void figuresThatAreNotAsPublishedAreAViolation() {
        assertThat(Run.of("figures", "constant", "right").exitCode()).isZero();
        assertThat(Run.of("figures", "constant", "right", "wrong").exitCode()).isEqualTo(1);
        assertThat(Run.of("figures", "constant").exitCode()).isEqualTo(1);
    }

    @Test
    void whatIsAskedForIsHandedOn() {
        Path plots = folder.resolve("plots");
        Run run = Run.of("figures", "constant", "right", "--seeds", 7, "--seed", 3, "-o", plots);
        assertThat(run.out().trim())
                .isEqualTo("FigureOptions[parts=[right], seeds=7, seed=3, folder=Optional[" + plots + "]]");
        assertThat(plots).isDirectory();
    }

    @Test
    void withoutANameAllAreListed() {
        Run run = Run.of("figures");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly("constant right as published", "constant wrong not as published");
    }

    @Test
    void namesThatAreNotThereAreTold() throws IOException {
        isRefused("there are no figures of nobody; there are: constant", "nobody");
        isRefused("there are no figures none of constant; there are: right, wrong", "constant", "none");
        Path file = Files.createFile(folder.resolve("file"));
        isRefused(file + ": plots cannot be written there: it is no folder", "constant", "-o", file);
    }

    private static void isRefused(String message, Object... arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = "figures";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Run run = Run.of(all);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().trim()).isEqualTo("lockstep: " + message);
        assertThat(run.out()).isEmpty();
    }
}
