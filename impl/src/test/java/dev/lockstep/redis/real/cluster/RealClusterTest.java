package dev.lockstep.redis.real.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Specs;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Traces;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.redis.real.Installed;
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

    private CheckResult check(Path trace) throws Exception {
        try (TraceReader reader = Traces.open(trace, Traces.Format.LOCKSTEP)) {
            return TraceChecker.check(
                    new Specs().forTrace(reader.name(), reader.header(), null, null), reader, Limits.DEFAULT);
        }
    }

    /** Alters what the first event of an action observes, which no behaviour of the spec has. */
    private Path altered(List<String> lines, String action, String observed, String other) throws Exception {
        String event = lines.stream()
                .filter(line -> line.contains('"' + action + '"'))
                .findFirst()
                .orElseThrow();
        assertThat(event).contains(observed);
        return Files.write(
                folder.resolve(action + ".ndjson"),
                lines.stream()
                        .map(line -> line.equals(event) ? line.replace(observed, other) : line)
                        .toList());
    }

    @Test
    void aFailoverIsABehaviourOfTheSpecAndAnAlteredOneIsNot() throws Exception {
        assumeTrue(
                Installed.isThere() || System.getenv("CI") != null,
                "redis-server and redis-sentinel are not installed");
        Path trace = folder.resolve("t.ndjson");

        RunReport report = new RealCluster().run(new RunOptions(3, 1, 100, Transport.REAL, Set.of("crash"), trace));

        assertThat(report.figures()).containsEntry("failovers", 1L).containsEntry("lost", 0L);
        assertThat(report.figures().get("moves")).isPositive();
        assertThat(check(trace).toString()).startsWith(trace + ": accepted, " + report.events() + " events");
        List<String> lines = Files.readAllLines(trace);
        assertThat(lines).anyMatch(line -> line.contains("\"WinElection\""));
        assertThat(check(altered(lines, "Vote", "\"lastVoteEpoch\":", "\"lastVoteEpoch\":1"))
                        .verdict())
                .isEqualTo(Verdict.REJECTED);
        assertThat(check(altered(lines, "Crash", "\"SavedVote\":", "\"SavedVote\":1"))
                        .verdict())
                .isEqualTo(Verdict.REJECTED);
        assertThat(check(altered(lines, "UpdateState", "\"state\":\"ok\"", "\"state\":\"fail\""))
                        .verdict())
                .isEqualTo(Verdict.REJECTED);
    }

    @Test
    void whatDoesNotFitIsTold() {
        RunOptions two = new RunOptions(2, 1, 100, Transport.REAL, Set.of(), folder.resolve("t"));

        assertThatThrownBy(() -> new RealCluster().run(two)).hasMessageContaining("must be 3 or 4");
    }
}
