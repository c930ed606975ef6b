package dev.lockstep.redis.real.replication;

import static dev.lockstep.junit.TraceAssertions.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.checker.CheckResult;
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

/** Real servers replicate each other. Where they are not installed the test is skipped, which is told; in CI it fails. */
class RealReplicationTest {
    @TempDir
    Path folder;

    private RunReport run(Path trace, int nodes, String fault) throws Exception {
        RealTraces.assumeInstalled();
        return new RealReplication().run(new RunOptions(nodes, 1, 250, Transport.REAL, Set.of(fault), trace));
    }

    private void requireAccepted(Path trace, RunReport report, String... actions) throws Exception {
        assertThat(check(trace).toString()).startsWith(trace + ": accepted, " + report.events() + " events");
        List<String> lines = Files.readAllLines(trace);
        for (String action : actions) {
            assertThat(lines).anyMatch(line -> line.contains("\"" + action + "\""));
        }
    }

    @Test
    void whenAMasterIsKilledAndReplacedTheTraceIsABehaviourOfTheSpec() throws Exception {
        Path trace = folder.resolve("t.ndjson");

        RunReport report = run(trace, 3, "crash");

        assertThat(report.figures()).containsEntry("promotions", 1L);
        requireAccepted(
                trace, report, "Write", "Ping", "ServeFully", "ExecuteCommand", "TakeAck", "Promote", "Restart");
    }

    @Test
    void aWriteIsLostForWhichNobodyHasWaited() throws Exception {
        Path trace = folder.resolve("t.ndjson");

        run(trace, 2, Replicating.NO_WAIT);

        requireLoss(trace);
    }

    @Test
    void aWriteIsLostForWhichAClientHasWaitedWhenPriorityDecides() throws Exception {
        Path trace = folder.resolve("t.ndjson");

        run(trace, 3, Replicating.PRIORITY);

        assertThat(Files.readAllLines(trace)).anyMatch(line -> line.contains("\"Wait\"") && line.contains("\"n\":1"));
        requireLoss(trace);
        Path altered = RealTraces.altered(trace, "Wait", "\"n\":1", "\"n\":0");
        assertThat(check(altered).explanation().get(0)).contains(" is no step of RedisReplication: Wait(");
    }

    @Test
    void aMasterThatHandsOverIsABehaviourOfTheSpec() throws Exception {
        Path trace = folder.resolve("t.ndjson");

        RunReport report = run(trace, 3, "failover");

        assertThat(report.figures()).containsEntry("failover", 1L);
        requireAccepted(trace, report, "BeginFailover", "HandOver", "ServeFailover", "TakeContinue");
        Path altered = RealTraces.altered(trace, "HandOver", "\"t\":\"r[23]\"", "\"t\":\"r1\"");
        assertThat(check(altered).verdict()).isEqualTo(Verdict.REJECTED);
    }

    @Test
    void thereAreTwoMastersWhenTheAnswerToAFailoverIsLost() throws Exception {
        Path trace = folder.resolve("t.ndjson");

        assertThat(run(trace, 2, Replicating.LOST_ANSWER).figures()).containsEntry("masters", 2L);

        requireLoss(trace);
        assertThat(Files.readAllLines(trace)).anyMatch(line -> line.contains("\"LoseFailover\""));
    }

    @Test
    void thereAreTwoMastersWhenAFailoverIsAbortedTooLate() throws Exception {
        Path trace = folder.resolve("t.ndjson");

        assertThat(run(trace, 2, Replicating.ABORTED).figures()).containsEntry("masters", 2L);

        requireLoss(trace);
        assertThat(Files.readAllLines(trace)).anyMatch(line -> line.contains("\"AbortFailover\""));
    }

    /** It is a behaviour of the spec, and violates the property in its last state. */
    private static void requireLoss(Path trace) throws Exception {
        assertThat(check(trace).verdict()).isEqualTo(Verdict.ACCEPTED);
        List<String> lines = Files.readAllLines(trace);
        String header = lines.get(0);
        lines.set(0, header.replaceFirst("\\{", "{\"atEnd\":\"" + Replicating.LOST + "\","));
        Files.write(trace, lines);
        CheckResult lost = check(trace);
        assertThat(lost.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(String.join("\n", lost.explanation()))
                .contains(Replicating.LOST + " was observed as TRUE, the spec has FALSE");
        lines.set(0, header);
        Files.write(trace, lines);
    }

    @Test
    void whatDoesNotFitIsTold() {
        assertThatThrownBy(() -> new Replicating(1, Set.of("crash"), 1, 1)).hasMessageContaining("at least 2");
        assertThatThrownBy(() -> new Replicating(2, Set.of(Replicating.PRIORITY), 1, 1))
                .hasMessageContaining("at least 3");
        assertThatThrownBy(() -> new Replicating(3, Set.of(Replicating.NO_WAIT, "crash"), 1, 1))
                .hasMessageContaining("come alone");
    }
}
