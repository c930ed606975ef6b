package dev.lockstep.redis.real;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failover of real servers by real sentinels. Where they are not installed the test is skipped, which is told; in CI it fails. */
class RealSentinelsTest {
    @TempDir
    Path folder;

    private CheckResult check(Path trace) throws Exception {
        try (TraceReader reader = Traces.open(trace, Traces.Format.LOCKSTEP)) {
            return TraceChecker.check(
                    new Specs().forTrace(reader.name(), reader.header(), null, null), reader, Limits.DEFAULT);
        }
    }

    @Test
    void aFailoverIsABehaviourOfTheSpecAndAnAlteredOneIsNot() throws Exception {
        assumeTrue(
                Installed.isThere() || System.getenv("CI") != null,
                "redis-server and redis-sentinel are not installed");
        Path trace = folder.resolve("t.ndjson");

        RunReport report = new RealSentinels().run(new RunOptions(3, 1, 100, Transport.REAL, Set.of("crash"), trace));

        assertThat(report.figures()).containsEntry("failovers", 1L);
        assertThat(check(trace).toString()).startsWith(trace + ": accepted, " + report.events() + " events");
        List<String> lines = Files.readAllLines(trace);
        String promoted = lines.stream()
                .filter(line -> line.contains("SeePromoted"))
                .findFirst()
                .orElseThrow();
        String altered = promoted.replace("\"config_epoch\":", "\"config_epoch\":1"); // 11 in the place of 1
        assertThat(altered).isNotEqualTo(promoted);
        lines.set(lines.indexOf(promoted), altered);
        Files.write(trace, lines);
        assertThat(check(trace).verdict()).isEqualTo(Verdict.REJECTED);
    }

    @Test
    void whatIsNotInstalledIsTold() {
        assertThatThrownBy(() -> Installed.require(folder.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "there is no redis-server on the path", "apt-get install redis-server redis-sentinel");
    }

    @Test
    void whatDoesNotFitIsTold() {
        assertThatThrownBy(() -> Failovers.of(options(2, Set.of()), 1)).hasMessageContaining("at least 3");
        assertThatThrownBy(() -> Failovers.of(options(3, Set.of("unequal", "crash")), 1))
                .hasMessageContaining("comes alone");
    }

    private RunOptions options(int nodes, Set<String> faults) {
        return new RunOptions(nodes, 1, 100, Transport.REAL, faults, folder.resolve("t"));
    }
}
