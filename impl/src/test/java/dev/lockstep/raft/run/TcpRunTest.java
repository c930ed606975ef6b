package dev.lockstep.raft.run;

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

/** Servers as processes with files of their own, killed and restarted and replaced, march in lockstep with Raft.tla, and clients see one store. */
class TcpRunTest {
    @TempDir
    Path folder;

    @Test
    void noneOfTheFirstServersIsLeftAndNoAcknowledgedWriteIsLost() throws Exception {
        Path trace = folder.resolve("t.ndjson");
        Path history = folder.resolve("t-history.ndjson");
        RunReport report = new RaftProtocol()
                .run(new RunOptions(3, 7, 4_000, RunOptions.Transport.TCP, Processes.FAULTS, 3, trace));

        CheckResult result = TraceAssertions.assertAccepted(trace);
        assertThat(result.events()).isEqualTo(report.events()).isGreaterThanOrEqualTo(4_000);
        assertThat(result.actions()).containsKeys("Crash", "Restart", "BeginChange", "EndChange", "InstallSnapshot");
        assertThat(report.figures().get("kills")).isGreaterThanOrEqualTo(5);
        assertThat(report.figures().get("members replaced")).isEqualTo(3);

        CheckResult seen = TraceAssertions.assertAccepted(history);
        assertThat(seen.events()).isGreaterThan(200);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(trace, history);
        }
    }
}
