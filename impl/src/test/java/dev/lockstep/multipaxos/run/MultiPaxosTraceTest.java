package dev.lockstep.multipaxos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.multipaxos.Slip;
import dev.lockstep.multipaxos.node.Cores;
import dev.lockstep.multipaxos.node.LogCluster;
import dev.lockstep.process.Processes;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.simulation.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs under faults march in lockstep with MultiPaxos.tla, simulated and as processes; cores with a slip do not. */
class MultiPaxosTraceTest {
    private static final int SLOTS = 8;

    private static final Set<String> ACTIONS = Set.of(
            "Prepare",
            "PersistLeader",
            "ReceivePromise",
            "IgnorePromise",
            "Lead",
            "Propose",
            "IgnoreRequest",
            "Abandon",
            "IgnoreRefusal",
            "CrashLeader",
            "RestartLeader",
            "Promise",
            "RefusePrepare",
            "IgnorePrepare",
            "Accept",
            "RefuseAccept",
            "IgnoreAccept",
            "PersistAcceptor",
            "CrashAcceptor",
            "RestartAcceptor",
            "ReceiveAccepted",
            "Learn",
            "IgnoreAccepted",
            "CrashLearner",
            "RestartLearner");

    @TempDir
    Path folder;

    @Test
    void everyRunIsABehaviourOfTheSpec() throws IOException {
        Set<String> taken = new TreeSet<>();
        for (int seed = 1; seed <= 20; seed++) {
            CheckResult result = validate(Cores.RIGHT, 1 + seed % 4, seed, 800);
            assertThat(result.toString()).isEqualTo(result.trace() + ": accepted, " + result.events() + " events");
            taken.addAll(result.actions().keySet());
        }
        assertThat(taken).isEqualTo(ACTIONS);
    }

    @Test
    void killedProcessesComeBackAndTheTraceGoesOn() throws Exception {
        Path trace = folder.resolve("t.ndjson");
        RunReport report = new MultiPaxosProtocol()
                .run(new RunOptions(3, 7, 1_500, RunOptions.Transport.TCP, Processes.FAULTS, trace));
        CheckResult result = TraceAssertions.assertAccepted(trace);

        assertThat(result.events()).isEqualTo(report.events()).isGreaterThanOrEqualTo(1_500);
        assertThat(report.figures().get("kills")).isGreaterThanOrEqualTo(2);
        assertThat(report.figures().get("slots")).isGreaterThanOrEqualTo(10);
        assertThat(result.actions()).containsKeys("Lead", "CrashAcceptor", "RestartAcceptor", "Learn");
    }

    /** The event at which each slip comes to light in the trace. */
    @ParameterizedTest
    @CsvSource({
        "LEAVES_THE_GAPS, Lead",
        "FILLS_WITH_NO_OPS_WHATEVER_IS_REPORTED, Lead",
        "REPORTS_THE_FIRST_SLOT_ONLY, Promise",
        "RECOVERS_WITHOUT_ITS_ROUND, RestartLeader",
        "RECOVERS_WITHOUT_ITS_PROMISE, RestartAcceptor",
        "ACCEPTS_BELOW_ITS_PROMISE, Accept",
        "COUNTS_REPORTS_OF_ALL_SLOTS_TOGETHER, Learn"
    })
    void aCoreWithASlipIsRejectedWithin500Runs(Slip slip, String action) throws IOException {
        int seed = 1;
        CheckResult result = validate(slip, 4, seed, 400);
        while (result.verdict() == Verdict.ACCEPTED && seed < 500) {
            result = validate(slip, 4, ++seed, 400);
        }
        System.out.println(slip + ": rejected in run " + seed);
        assertThat(result.verdict()).as(slip + " after " + seed + " runs").isEqualTo(Verdict.REJECTED);
        assertThat(result.explanation().get(0)).contains(" is no step of MultiPaxos: " + action + "(");
    }

    private CheckResult validate(Cores cores, int nodes, long seed, long events) throws IOException {
        LogCluster cluster = new LogCluster(nodes, SLOTS);
        Path trace = folder.resolve("trace.ndjson");
        try (Recorder recorder = Recorder.open(trace, SimulatedRun.header(cluster))) {
            new SimulatedRun(cluster, cores, 32, MultiPaxosProtocol.LIKELY, Schedule.random(seed), recorder)
                    .run(events, choice -> {});
        } catch (IllegalStateException broken) {
            // the run itself saw what was broken and stopped; the trace up to there is what is judged here
            assertThat(cores).as(broken.getMessage()).isInstanceOf(Slip.class);
        }
        CheckResult result = TraceAssertions.check(trace);
        Files.delete(trace);
        return result;
    }
}
