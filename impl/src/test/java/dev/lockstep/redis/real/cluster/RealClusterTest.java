package dev.lockstep.redis.real.cluster;

import static dev.lockstep.junit.TraceAssertions.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.checker.Verdict;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.redis.real.RealTraces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failover of real nodes of a cluster, and slots that move. Where they are not installed the test is skipped, which is told; in CI it fails. */
class RealClusterTest {
    @TempDir
    Path folder;

    @Test
    void aFailoverIsABehaviourOfTheSpecAndAnAlteredOneIsNot() throws Exception {
        RealTraces.assumeInstalled();
        Path trace = folder.resolve("t.ndjson");

        RunReport report = new RealCluster().run(new RunOptions(3, 1, 100, Transport.REAL, Set.of("crash"), trace));

        assertThat(report.figures()).containsEntry("failovers", 1L).containsEntry("lost", 0L);
        assertThat(report.figures().get("moves")).isPositive();
        assertThat(check(trace).toString()).startsWith(trace + ": accepted, " + report.events() + " events");
        List<String> lines = Files.readAllLines(trace);
        assertThat(lines).anyMatch(line -> line.contains("\"WinElection\""));
        assertThat(check(RealTraces.altered(trace, "Vote", "\"lastVoteEpoch\":", "\"lastVoteEpoch\":1"))
                        .verdict())
                .isEqualTo(Verdict.REJECTED);
        assertThat(check(RealTraces.altered(trace, "Crash", "\"SavedVote\":", "\"SavedVote\":1"))
                        .verdict())
                .isEqualTo(Verdict.REJECTED);
        assertThat(check(RealTraces.altered(trace, "UpdateState", "\"state\":\"ok\"", "\"state\":\"fail\""))
                        .verdict())
                .isEqualTo(Verdict.REJECTED);
    }

    @Test
    void whatDoesNotFitIsTold() {
        RunOptions two = new RunOptions(2, 1, 100, Transport.REAL, Set.of(), folder.resolve("t"));

        assertThatThrownBy(() -> new RealCluster().run(two)).hasMessageContaining("must be 3 or 4");
    }
}
