package dev.lockstep.redis.real;

import static dev.lockstep.junit.TraceAssertions.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.checker.Verdict;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.protocol.RunReport;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failover of real servers by real sentinels. Where they are not installed the test is skipped, which is told; in CI it fails. */
class RealSentinelsTest {
    @TempDir
    Path folder;

    @Test
    void aFailoverIsABehaviourOfTheSpecAndAnAlteredOneIsNot() throws Exception {
        RealTraces.assumeInstalled();
        Path trace = folder.resolve("t.ndjson");

        RunReport report = new RealSentinels().run(new RunOptions(3, 1, 100, Transport.REAL, Set.of("crash"), trace));

        assertThat(report.figures()).containsEntry("failovers", 1L);
        assertThat(check(trace).toString()).startsWith(trace + ": accepted, " + report.events() + " events");
        Path altered = RealTraces.altered(trace, "SeePromoted", "\"config_epoch\":", "\"config_epoch\":1"); // 11 for 1
        assertThat(check(altered).verdict()).isEqualTo(Verdict.REJECTED);
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
