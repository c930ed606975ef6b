package dev.lockstep.commit.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.process.Processes;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes with files of their own, killed and restarted, march in lockstep with TwoPhaseCommit.tla and lose nothing acknowledged. */
class TcpRunTest {
    @TempDir
    Path folder;

    @Test
    void killedProcessesComeBackAndTheTraceGoesOn() throws Exception {
        Path trace = folder.resolve("t.ndjson");
        RunReport report = new CommitProtocol()
                .run(new RunOptions(4, 7, 2_500, RunOptions.Transport.TCP, Processes.FAULTS, trace));
        CheckResult result = TraceAssertions.assertAccepted(trace);

        assertThat(result.events()).isEqualTo(report.events()).isGreaterThanOrEqualTo(2_500);
        assertThat(report.figures().get("kills")).isGreaterThanOrEqualTo(5);
        assertThat(report.figures().get("commits")).isPositive();
        assertThat(result.actions()).containsKeys("Crash", "Recover", "Forget");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(trace);
        }
    }
}
