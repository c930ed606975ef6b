package dev.lockstep.paxos.run;

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

/** Processes with files of their own, killed and restarted, march in lockstep with Paxos.tla and agree. */
class TcpRunTest {
    @TempDir
    Path folder;

    @Test
    void killedProcessesComeBackAndTheTraceGoesOn() throws Exception {
        Path trace = folder.resolve("t.ndjson");
        RunReport report =
                new PaxosProtocol().run(new RunOptions(3, 7, 1_500, RunOptions.Transport.TCP, Processes.FAULTS, trace));
        CheckResult result = TraceAssertions.assertAccepted(trace);

        assertThat(result.events()).isEqualTo(report.events()).isGreaterThanOrEqualTo(1_500);
        assertThat(report.figures().get("kills")).isGreaterThanOrEqualTo(2);
        assertThat(report.figures().get("chosen")).isGreaterThanOrEqualTo(5);
        assertThat(result.actions()).containsKeys("CrashAcceptor", "RestartAcceptor", "Learn");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(trace);
        }
    }
}
