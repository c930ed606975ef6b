package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: whatever goes wrong in a run, its exit code is not that of a verdict. */
class RunCommandTest {
    @TempDir
    Path folder;

    @Test
    void anErrorOfTheProgramIsNoVerdict() {
        Run run = Run.of("run", "failing", "--trace", folder.resolve("t.ndjson"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("broken on purpose");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aTransportThatTheProtocolLacksIsRefused() {
        Run run = Run.of("run", "failing", "--transport", "tcp", "--trace", folder.resolve("t.ndjson"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().trim()).isEqualTo("lockstep: failing cannot be run over tcp");
    }

    @Test
    void aMembershipThatCannotBeChangedIsNotAskedToChange() {
        Run run = Run.of("run", "failing", "--reconfigure", 3, "--trace", folder.resolve("t.ndjson"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().trim())
                .isEqualTo("lockstep: the membership of failing cannot be changed: leave --reconfigure out");
    }
}
