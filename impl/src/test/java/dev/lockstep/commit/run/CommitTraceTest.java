package dev.lockstep.commit.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.commit.Message;
import dev.lockstep.commit.Silence;
import dev.lockstep.commit.Slip;
import dev.lockstep.commit.node.Cores;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.run.CrashContract;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.Packet;
import dev.lockstep.run.SimulatedRun;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Choice;
import dev.lockstep.simulation.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Simulated runs under faults march in lockstep with TwoPhaseCommit.tla; cores with a slip do not. */
class CommitTraceTest extends CrashContract<Packet<Message>, InstanceNode<Message>, News> {
    @Test
    void aLongRunWithHundredsOfCrashesIsABehaviourOfTheSpec() throws Exception {
        Path trace = folder.resolve("long.ndjson");
        RunOptions options = new RunOptions(
                4, 1, 20_000, RunOptions.Transport.SIMULATED, Set.of("crash", "loss", "duplicate"), trace);
        RunReport report = new CommitProtocol().run(options);
        CheckResult result = TraceAssertions.assertAccepted(trace);

        assertThat(result.events()).isEqualTo(report.events()).isGreaterThanOrEqualTo(20_000);
        assertThat(report.figures().get("transactions")).isGreaterThanOrEqualTo(500);
        assertThat(report.figures().get("crashes")).isGreaterThanOrEqualTo(200);
    }

    @Override
    protected CommitProtocol description() {
        return new CommitProtocol();
    }

    @Override
    protected int runs() {
        return 100;
    }

    @Override
    protected CommitProtocol.Group deployment(int nodes) {
        return new CommitProtocol.Group(CommitProtocol.cluster(nodes), Cores.RIGHT);
    }

    /** Those that a trace can show; at which event, {@link #aCoreWithASlipIsRejectedWithin500Runs} tells. */
    @Override
    protected Map<String, Deployment<Packet<Message>, InstanceNode<Message>, News>> slips() {
        return each(
                EnumSet.complementOf(EnumSet.of(Slip.DOES_NOT_TELL_AGAIN, Slip.LETS_OTHERS_AT_DATA_IN_DOUBT)),
                slip -> new CommitProtocol.Group(CommitProtocol.cluster(4), slip));
    }

    @Override
    protected Map<String, Deployment<Packet<Message>, InstanceNode<Message>, News>> silences() {
        return each(List.of(Silence.values()), slip -> new CommitProtocol.Group(CommitProtocol.cluster(4), slip));
    }

    @Override
    protected CommitProtocol.Group endless() {
        return new CommitProtocol.Group(CommitProtocol.cluster(4), Slip.DOES_NOT_TELL_AGAIN);
    }

    @Override
    protected void requireOf(RunReport report, CheckResult result) {
        assertThat(report.figures().get("kills")).isGreaterThanOrEqualTo(5);
        assertThat(report.figures().get("commits")).isPositive();
        assertThat(result.actions()).containsKeys("Crash", "Recover", "Forget");
    }

    /** The event at which each slip comes to light in the trace. */
    @ParameterizedTest
    @CsvSource({
        "VOTES_BEFORE_THE_STABLE_WRITE, LogPrepared",
        "ABORTS_IN_DOUBT_WHEN_ITS_PATIENCE_ENDS, AbortAlone",
        "DECIDES_ON_A_MAJORITY, Decide",
        "DECIDES_BEFORE_THE_STABLE_WRITE, LogCommit",
        "FORGETS_BEFORE_ALL_ACKNOWLEDGE, Forget",
        "IS_DONE_BEFORE_ITS_PAGES_ARE_WRITTEN, Finish",
        "RECOVERS_BY_GUESSING_THAT_IT_COMMITTED, Recover",
        "RECOVERS_WITHOUT_ITS_VOTE, Recover",
        "RECOVERS_BY_PRESUMING_THE_COMMIT, RecoverCoordinator",
        "DOES_NOT_ASK_WHEN_IN_DOUBT, Inquire"
    })
    void aCoreWithASlipIsRejectedWithin500Runs(Slip slip, String action) throws IOException {
        int seed = 1;
        CheckResult result = validate(slip, 4, seed);
        while (result.verdict() == Verdict.ACCEPTED && seed < 500) {
            result = validate(slip, 4, ++seed);
        }
        assertThat(result.verdict()).as(slip + " after " + seed + " runs").isEqualTo(Verdict.REJECTED);
        assertThat(result.explanation().get(0)).contains(" is no step of TwoPhaseCommit: " + action);
    }

    /**
     * What no trace can show: the network is a set, and to send again what is in it makes no difference. {@link SlipTest} sees it on the
     * run, and {@code broken-no-resend} in the spec with messages that vanish.
     */
    @Test
    void aMessageThatIsNotSentAgainLeavesNoTrace() throws IOException {
        assertThat(validate(Slip.DOES_NOT_TELL_AGAIN, 4, 1).verdict()).isEqualTo(Verdict.ACCEPTED);
    }

    private CheckResult validate(Cores cores, int nodes, long seed) throws IOException {
        CommitProtocol.Group group = new CommitProtocol.Group(CommitProtocol.cluster(nodes), cores);
        Path trace = folder.resolve("trace.ndjson");
        try (Recorder recorder = Recorder.open(trace, group.header())) {
            new SimulatedRun<>(group, Channels.UNORDERED, CommitProtocol.LIKELY, Schedule.random(seed), recorder)
                    .run(300, (Choice choice) -> {});
        } catch (IllegalStateException broken) {
            // the run itself saw what was broken and stopped; the trace up to there is what is judged here
        }
        CheckResult result = TraceAssertions.check(trace);
        Files.delete(trace);
        return result;
    }
}
