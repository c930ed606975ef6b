package dev.lockstep.commit.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.commit.node.Cluster;
import dev.lockstep.commit.node.Cores;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.simulation.Choice;
import dev.lockstep.simulation.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Simulated runs under faults march in lockstep with TwoPhaseCommit.tla; cores with a slip do not. */
class CommitTraceTest {
    @TempDir
    Path folder;

    @Test
    void aLongRunWithHundredsOfCrashesIsABehaviourOfTheSpec() throws Exception {
        Path trace = folder.resolve("long.ndjson");
        RunOptions options = new RunOptions(
                4, 1, 20_000, RunOptions.Transport.SIMULATED, Set.of("crash", "loss", "duplicate"), trace);
        RunReport report = new CommitProtocol().run(options);
        System.out.println(report);
        CheckResult result = TraceAssertions.assertAccepted(trace);
        System.out.println(result + " " + result.actions());

        assertThat(result.events()).isEqualTo(report.events()).isGreaterThanOrEqualTo(20_000);
        assertThat(report.figures().get("transactions")).isGreaterThanOrEqualTo(500);
        assertThat(report.figures().get("crashes")).isGreaterThanOrEqualTo(200);
    }

    @Test
    void everyRunIsABehaviourOfTheSpec() throws IOException {
        Set<String> taken = new TreeSet<>();
        for (int seed = 1; seed <= 100; seed++) {
            CheckResult result = validate(Cores.RIGHT, 2 + seed % 3, seed);
            assertThat(result.toString()).isEqualTo(result.trace() + ": accepted, " + result.events() + " events");
            taken.addAll(result.actions().keySet());
        }
        System.out.println(taken.size() + " " + taken);
    }

    private CheckResult validate(Cores cores, int nodes, long seed) throws IOException {
        Cluster cluster = SimulatedRun.cluster(nodes);
        Path trace = folder.resolve("trace.ndjson");
        try (Recorder recorder = Recorder.open(trace, SimulatedRun.header(cluster))) {
            new SimulatedRun(cluster, cores, CommitProtocol.LIKELY, Schedule.random(seed), recorder)
                    .run(300, (Choice choice) -> {});
        }
        CheckResult result = TraceAssertions.check(trace);
        Files.delete(trace);
        return result;
    }
}
