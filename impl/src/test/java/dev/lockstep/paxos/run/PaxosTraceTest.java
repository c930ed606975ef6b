package dev.lockstep.paxos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.paxos.Slip;
import dev.lockstep.paxos.node.Cluster;
import dev.lockstep.paxos.node.Cores;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.simulation.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Simulated runs under faults march in lockstep with Paxos.tla; cores with a slip do not. */
class PaxosTraceTest {
    private static final Set<String> ACTIONS = Set.of(
            "Request",
            "IgnoreRequest",
            "Prepare",
            "PrepareAsked",
            "IgnoreAsk",
            "PersistProposer",
            "ReceivePromise",
            "IgnorePromise",
            "Propose",
            "Abandon",
            "IgnoreRefusal",
            "CrashProposer",
            "RestartProposer",
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
            "InformAgain",
            "ReceiveChosen",
            "IgnoreChosen",
            "Ask",
            "CrashLearner",
            "RestartLearner");

    @TempDir
    Path folder;

    @Test
    void everyRunIsABehaviourOfTheSpec() throws IOException {
        Set<String> taken = new TreeSet<>();
        for (int seed = 1; seed <= 20; seed++) {
            CheckResult result = validate(Cores.RIGHT, 3 + seed % 3, seed, 600);
            assertThat(result.toString()).isEqualTo(result.trace() + ": accepted, " + result.events() + " events");
            taken.addAll(result.actions().keySet());
        }
        assertThat(taken).isEqualTo(ACTIONS);
    }

    @Test
    @Tag("full")
    void fiftyLongRunsAreBehavioursOfTheSpec() throws Exception {
        for (int seed = 1; seed <= 50; seed++) {
            Path trace = folder.resolve("long.ndjson");
            Set<String> faults = Set.of("crash", "loss", "duplicate", "reorder");
            RunReport report = new PaxosProtocol()
                    .run(new RunOptions(5, seed, 20_000, RunOptions.Transport.SIMULATED, faults, trace));
            CheckResult result = TraceAssertions.assertAccepted(trace);

            assertThat(result.events()).isEqualTo(report.events()).isGreaterThanOrEqualTo(20_000);
            assertThat(report.figures().get("chosen")).isGreaterThanOrEqualTo(100);
            assertThat(report.figures().get("crashes")).isGreaterThanOrEqualTo(100);
        }
    }

    /** The event at which each slip comes to light in the trace. */
    @ParameterizedTest
    @CsvSource({
        "ACCEPTS_BELOW_ITS_PROMISE, Accept",
        "TAKES_ONE_ACCEPTOR_FOR_A_QUORUM, Propose",
        "LEAVES_ITS_IDENTITY_OUT_OF_THE_NUMBER, PersistProposer",
        "PROMISES_THE_SAME_BALLOT_AGAIN, Promise",
        "PROPOSES_THE_EARLIEST_VALUE_REPORTED, Propose",
        "COUNTS_VOTES_OF_DIFFERENT_BALLOTS_TOGETHER, Learn",
        "PROPOSES_BEFORE_A_QUORUM_PROMISED, Propose",
        "PROPOSES_ITS_OWN_VALUE_WHATEVER_IS_REPORTED, Propose",
        "COUNTS_A_PROMISE_TWICE, ReceivePromise",
        "RECOVERS_WITHOUT_ITS_PROMISE, RestartAcceptor",
        "RECOVERS_WITHOUT_ITS_VOTE, RestartAcceptor",
        "RECOVERS_WITHOUT_ITS_ROUND, RestartProposer",
        "ANSWERS_ALTHOUGH_THE_WRITE_FAILED, PersistAcceptor",
        "NEVER_TELLS_THE_OTHER_LEARNERS, Learn"
    })
    void aCoreWithASlipIsRejectedWithin500Runs(Slip slip, String action) throws IOException {
        int seed = 1;
        CheckResult result = validate(slip, 5, seed, 600);
        while (result.verdict() == Verdict.ACCEPTED && seed < 500) {
            result = validate(slip, 5, ++seed, 600);
        }
        System.out.println(slip + ": rejected in run " + seed);
        assertThat(result.verdict()).as(slip + " after " + seed + " runs").isEqualTo(Verdict.REJECTED);
        assertThat(result.explanation().get(0)).contains(" is no step of Paxos: " + action + "(");
    }

    private CheckResult validate(Cores cores, int nodes, long seed, long events) throws IOException {
        Cluster cluster = PaxosProtocol.cluster(nodes);
        Path trace = folder.resolve("trace.ndjson");
        try (Recorder recorder = Recorder.open(trace, SimulatedRun.header(cluster))) {
            new SimulatedRun(cluster, cores, 32, PaxosProtocol.LIKELY, Schedule.random(seed), recorder)
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
