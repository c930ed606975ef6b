package dev.lockstep.raft.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.raft.Slip;
import dev.lockstep.run.Hunt;
import dev.lockstep.run.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Slips that come to light only when entries are cut off: runs of a series, each with its own mix and timings, reject them. */
class RaftSeriesTest {
    /** A configuration that is cut off matters once its server stands, or leads, before it has got another: rare in shorter runs. */
    private static final int LONG = 4_000;

    private static final int EVENTS = 600;

    /** The series of which the median is told. */
    private static final int SERIES = 5;

    @TempDir
    Path folder;

    private static Set<Slip> slips() {
        return EnumSet.of(
                Slip.KEEPS_THE_CONFIGURATION_THAT_IS_CUT_OFF,
                Slip.GOES_BACK_TOO_FAR_WHEN_ENTRIES_ARE_CUT_OFF,
                Slip.COMMITS_WHAT_IT_WAS_NOT_SENT,
                Slip.COMMITS_WHAT_IT_DOES_NOT_HAVE);
    }

    @ParameterizedTest
    @MethodSource("slips")
    void aSlipIsRejectedWithin200Runs(Slip slip) throws IOException {
        assertRejected(slip, 1);
    }

    @Tag("full")
    @ParameterizedTest
    @MethodSource("slips")
    void aSlipIsRejectedWithin200RunsOfEachSeries(Slip slip) throws IOException {
        assertRejected(slip, SERIES);
    }

    /** Of this run of two servers a link is cut nearly always, so that nobody leads until the faults end. Its patience begins then. */
    @Test
    void aRunInWhichFaultsKeepAllFromLeadingEnds() throws IOException {
        RaftProtocol raft = new RaftProtocol();
        Series.Made made =
                new Series<>(raft, raft::deployment, Series.Way.SWARM, 24, EVENTS).next(folder.resolve("late.ndjson"));
        assertThat(made.failure()).isEmpty();
        assertThat(made.actions().get("AskPreVotes")).isGreaterThan(EVENTS / 2);
    }

    /** In this run a leader ends between the entries that s4 was sent to catch up and the change that makes it a member, whose vote counts. */
    @Test
    void aServerThatHasCaughtUpVotesWhenTheLeaderThatAskedItIsGone() throws IOException {
        RaftProtocol raft = new RaftProtocol();
        Series.Made made = new Series<>(raft, raft::deployment, Series.Way.SWARM, 14, EVENTS)
                .next(folder.resolve("joining.ndjson"));
        assertThat(made.failure()).isEmpty();
    }

    private void assertRejected(Slip slip, int series) throws IOException {
        RaftProtocol raft = new RaftProtocol();
        List<Integer> runs = Hunt.runs(
                raft,
                options -> ((LogDeployment) raft.deployment(options)).with(slip),
                Series.Way.SWARM,
                series,
                LONG,
                Hunt::isRejected,
                folder);
        System.out.println(slip + ": rejected in runs " + runs + " of series, median " + Hunt.median(runs));
        assertThat(runs).as("rejected within %s runs", Hunt.MOST).allMatch(run -> run <= Hunt.MOST);
    }
}
