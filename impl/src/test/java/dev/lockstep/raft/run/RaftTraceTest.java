package dev.lockstep.raft.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.raft.Configuration;
import dev.lockstep.raft.Group;
import dev.lockstep.raft.HardState;
import dev.lockstep.raft.Message;
import dev.lockstep.raft.RaftServer;
import dev.lockstep.raft.Slip;
import dev.lockstep.raft.node.Cores;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.run.SimulatedRun;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import dev.lockstep.simulation.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Simulated runs under faults, with members that come and go, march in lockstep with Raft.tla; cores with a slip do not. */
class RaftTraceTest {
    private static final Set<String> FAULTS = Set.of("crash", "loss", "duplicate", "reorder", "partition");

    static final Set<String> ACTIONS = Set.of(
            "AskPreVotes",
            "GrantPreVote",
            "RefusePreVote",
            "ReceivePreVote",
            "IgnorePreVote",
            "Campaign",
            "IgnoreAskVote",
            "GrantVote",
            "RefuseVote",
            "ReceiveVote",
            "IgnoreVote",
            "BecomeLeader",
            "LearnTerm",
            "AppendCommand",
            "SendEntries",
            "AcceptEntries",
            "RefuseEntries",
            "RefuseStaleEntries",
            "ReceiveAppended",
            "IgnoreAppended",
            "Commit",
            "KeepLeading",
            "Resign",
            "BeginChange",
            "RefuseChange",
            "EndChange",
            "Compact",
            "SendSnapshot",
            "InstallSnapshot",
            "AcknowledgeSnapshot",
            "RefuseStaleSnapshot",
            "Crash",
            "Restart");

    private static final int CHANGES = 8;

    /** Messages that come twice, between servers that wait for nobody: some come so late that who sent them leads no longer. */
    private static final Map<Fault, Integer> STORM = Map.of(
            Fault.CRASH, 3,
            Fault.LOSS, 20,
            Fault.DUPLICATION, 300,
            Fault.REORDER, Simulation.FAULT,
            Fault.DELAY, 10 * Simulation.FAULT,
            Fault.PARTITION, 10);

    /** Ticks until an election. */
    private static final int HASTY = 15;

    private static final List<Integer> RUNS = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void everyRunIsABehaviourOfTheSpec() throws IOException {
        Set<String> taken = new TreeSet<>();
        for (int seed = 1; seed <= 30; seed++) {
            boolean storm = seed % 2 == 0;
            int nodes = 1 + seed % 5;
            CheckResult result = validate(
                    Cores.RIGHT,
                    storm ? new RaftCluster(nodes, 3, 700, HASTY) : RaftProtocol.cluster(nodes, CHANGES, 2_000),
                    storm ? STORM : RaftProtocol.LIKELY,
                    CHANGES,
                    seed,
                    2_000);
            assertThat(result.toString()).isEqualTo(result.trace() + ": accepted, " + result.events() + " events");
            taken.addAll(result.actions().keySet());
        }
        taken.addAll(aSnapshotAndEntriesThatComeLate().actions().keySet());
        assertThat(taken).isEqualTo(ACTIONS);
    }

    /** Fifteen candidates, each of which asks fourteen others, must not keep each other from being elected. */
    @ParameterizedTest
    @CsvSource({"13, 0, 1", "15, 0, 1", "15, 0, 2", "15, 1, 1"})
    void alsoALargeClusterFindsALeader(int nodes, int changes, long seed) throws IOException {
        RaftCluster cluster = RaftProtocol.cluster(nodes, changes, 600);
        Path trace = folder.resolve("large.ndjson");
        LogDeployment deployment = new LogDeployment(cluster, Cores.RIGHT, changes, 600);
        try (Recorder recorder = Recorder.open(trace, deployment.header())) {
            SimulatedRun<?, ?, ?> run =
                    new SimulatedRun<>(deployment, Channels.UNORDERED, Map.of(), Schedule.random(seed), recorder);
            run.run(600, choice -> {});
            Ledger ledger = ((LogClients) run.clients()).ledger();
            assertThat(ledger.acknowledged()).isPositive();
            assertThat(ledger.changes()).isEqualTo(changes);
        }
        CheckResult result = TraceAssertions.check(trace);
        assertThat(result.toString()).isEqualTo(result.trace() + ": accepted, " + result.events() + " events");
    }

    /** That a snapshot or entries outlive the leader who sent them happens in few or none of these runs, so it is made to happen. */
    private CheckResult aSnapshotAndEntriesThatComeLate() throws IOException {
        CheckResult result = madeToHappen(Cores.RIGHT, (s1, s2, s3) -> {
            elect(s1, s2);
            s1.appendCommand("c1");
            replicateFirst(s1, s2);
            s1.sendEntries("s3", List.of(0, 1));
            Message entries = sent(s1, "s3");
            s1.compact(1);
            s1.sendSnapshot("s3");
            Message snapshot = sent(s1, "s3");
            s3.campaign();
            s3.campaign();
            s3.receive(snapshot);
            s3.receive(entries);
        });
        assertThat(result.toString()).endsWith(": accepted, 16 events");
        return result;
    }

    /** As in {@code RaftHistory-snapshot-replaces}: s1 has two entries of term 1 when it gets the first of term 2, in a snapshot. */
    private CheckResult aSnapshotThatReplacesEntries(Cores cores) throws IOException {
        return madeToHappen(cores, (s1, s2, s3) -> {
            elect(s1, s2);
            s1.appendCommand("c1");
            s1.appendCommand("c2");
            elect(s2, s3);
            s2.appendCommand("c3");
            replicateFirst(s2, s3);
            s2.compact(1);
            s2.sendSnapshot("s1");
            s1.receive(sent(s2, "s1"));
        });
    }

    /** In simulated runs few entries are left behind where a snapshot ends. */
    @Test
    void aCoreThatKeepsWhatDoesNotFollowASnapshotIsRejected() throws IOException {
        assertThat(aSnapshotThatReplacesEntries(Cores.RIGHT).toString()).endsWith(": accepted, 18 events");
        CheckResult result = aSnapshotThatReplacesEntries(Slip.KEEPS_WHAT_DOES_NOT_FOLLOW_THE_SNAPSHOT);
        assertThat(result.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(result.event()).isEqualTo(18);
        assertThat(result.explanation().get(0)).contains(" is no step of Raft: InstallSnapshot(");
    }

    /** There are 2^40 memberships: none is in the header, and none but that of an event is looked at. */
    @Test
    void aChangeOfMembershipAmongFortyServersIsChecked() throws IOException {
        RaftCluster cluster = new RaftCluster(40, 0, 3, HASTY);
        Group group = cluster.group();
        Path trace = folder.resolve("forty.ndjson");
        try (Recorder recorder = Recorder.open(trace, new LogDeployment(cluster, Cores.RIGHT, 0, 0).header())) {
            Map<String, RaftServer> servers = new TreeMap<>();
            for (String id : cluster.servers()) {
                servers.put(id, Cores.RIGHT.server(id, group, group.hardState(), false));
                recorder.attach(servers.get(id));
            }
            RaftServer s1 = servers.get("s1");
            s1.askPreVotes();
            exchange(s1, servers);
            s1.campaign();
            exchange(s1, servers);
            s1.becomeLeader();
            s1.refuseChange(Set.of());
            s1.beginChange(Set.of("s1", "s2", "s3"));
        }
        assertThat(Files.readAllLines(trace).get(0)).hasSizeLessThan(2_000);
        CheckResult result = TraceAssertions.assertAccepted(trace);
        assertThat(result.actions()).containsEntry("BeginChange", 1L).containsEntry("RefuseChange", 1L);
    }

    /** All others receive what the server has sent, and it receives their answers. */
    private static void exchange(RaftServer server, Map<String, RaftServer> servers) {
        for (Message message : server.drain()) {
            servers.get(message.to()).receive(message);
            servers.get(message.to()).drain().forEach(server::receive);
        }
    }

    /** What three servers do, without pre-votes. */
    private interface Story {
        void of(RaftServer s1, RaftServer s2, RaftServer s3);
    }

    private CheckResult madeToHappen(Cores cores, Story story) throws IOException {
        RaftCluster cluster = new RaftCluster(3, 0, 3, HASTY);
        Group group = new Group(cluster.group().servers(), cluster.group().initial(), false, false);
        Map<String, Object> constants = new TreeMap<>(cluster.constants());
        constants.put("PreVote", false);
        constants.put("CheckQuorum", false);
        Path trace = folder.resolve("story.ndjson");
        try (Recorder recorder = Recorder.open(trace, Header.of(constants, RaftServer.class))) {
            List<RaftServer> servers = new ArrayList<>();
            for (String id : List.of("s1", "s2", "s3")) {
                HardState stable = HardState.initial(Configuration.simple(group.initial()));
                servers.add(cores.server(id, group, stable, false));
                recorder.attach(servers.get(servers.size() - 1));
            }
            story.of(servers.get(0), servers.get(1), servers.get(2));
        }
        CheckResult result = TraceAssertions.check(trace);
        Files.delete(trace);
        return result;
    }

    /** By the vote of one other. */
    private static void elect(RaftServer leader, RaftServer voter) {
        leader.campaign();
        voter.receive(sent(leader, voter.id()));
        leader.receive(sent(voter, leader.id()));
        leader.becomeLeader();
    }

    /** One other has the first entry, and it is committed. */
    private static void replicateFirst(RaftServer leader, RaftServer follower) {
        leader.sendEntries(follower.id(), List.of(0, 1));
        follower.receive(sent(leader, follower.id()));
        leader.receive(sent(follower, leader.id()));
        leader.commit(1);
    }

    /** The last message to a server. */
    private static Message sent(RaftServer from, String to) {
        return from.drain().stream()
                .filter(message -> message.to().equals(to))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    @Test
    @Tag("full")
    void fiftyLongRunsAreBehavioursOfTheSpec() throws Exception {
        for (int seed = 1; seed <= 50; seed++) {
            Path trace = folder.resolve("long.ndjson");
            RunReport report = new RaftProtocol()
                    .run(new RunOptions(5, seed, 50_000, RunOptions.Transport.SIMULATED, FAULTS, 20, trace));
            CheckResult result = TraceAssertions.assertAccepted(trace);

            assertThat(result.events()).isEqualTo(report.events()).isGreaterThanOrEqualTo(50_000);
            assertThat(report.figures().get("membership changes")).isGreaterThanOrEqualTo(10);
            assertThat(report.figures().get("leader changes")).isGreaterThanOrEqualTo(10);
            assertThat(report.figures().get("acknowledged")).isGreaterThanOrEqualTo(1_000);
        }
    }

    /** The event at which each slip comes to light in the trace. */
    @ParameterizedTest
    @CsvSource({
        "CUTS_OFF_WHATEVER_FOLLOWS, AcceptEntries",
        "COUNTS_WHO_HAS_THE_ENTRY_BEFORE, Commit",
        "GOES_BY_WHAT_IS_COMMITTED, (AskPreVotes|Commit)",
        "COUNTS_ITSELF_OUTSIDE_THE_CONFIGURATION, Commit",
        "COMMITS_ENTRIES_OF_ANY_TERM, Commit",
        "TAKES_HALF_FOR_A_MAJORITY, Commit",
        "TAKES_A_MAJORITY_OF_BOTH_TOGETHER, Commit",
        "LETS_THE_NEW_DECIDE_ALONE, Commit",
        "LETS_THE_OLD_DECIDE_ALONE, Commit",
        "NEVER_STEPS_DOWN, Commit",
        "ENDS_A_CHANGE_THAT_IS_NOT_COMMITTED, EndChange",
        "DOES_NOT_LOOK_AT_THE_ENTRY_BEFORE, AcceptEntries",
        "VOTES_FOR_ANY_LOG, Grant(Pre)?Vote",
        "DOES_NOT_WAIT_FOR_NEW_SERVERS, BeginChange",
        "CHANGES_IN_ONE_STEP, BeginChange",
        "COUNTS_OUTSIDERS, Commit",
        "BEGINS_A_CHANGE_BEFORE_THE_LAST_IS_COMMITTED, BeginChange",
        "VOTES_TWICE_IN_A_TERM, GrantVote",
        "RECOVERS_WITHOUT_ITS_TERM, Restart",
        "RECOVERS_WITHOUT_ITS_VOTE, Restart",
        "RECOVERS_WITHOUT_ITS_LAST_ENTRY, Restart",
        "LEAVES_THE_CONFIGURATION_OUT_OF_THE_SNAPSHOT, (Restart|InstallSnapshot)",
        "INSTALLS_STALE_SNAPSHOTS, InstallSnapshot",
        "TAKES_NOTICE_OF_EVERY_CANDIDATE, GrantPreVote",
        "ANSWERS_FOR_ENTRIES_THAT_IT_DROPS, AcceptEntries"
    })
    void aCoreWithASlipIsRejectedWithin1000Runs(Slip slip, String action) throws IOException {
        assertRejected(slip, action, RaftProtocol.cluster(3, CHANGES, 600), RaftProtocol.LIKELY);
    }

    /** These need late messages of one election in another, or logs that are longer but older. */
    @ParameterizedTest
    @CsvSource({"PREFERS_THE_LONGER_LOG, (Grant|Refuse)(Pre)?Vote", "VOTES_IN_A_TERM_THAT_IS_OVER, GrantVote"})
    void aCoreWithASlipThatShowsInAStormIsRejectedWithin1000Runs(Slip slip, String action) throws IOException {
        assertRejected(slip, action, new RaftCluster(3, 3, 600, HASTY), STORM);
    }

    private void assertRejected(Slip slip, String action, RaftCluster cluster, Map<Fault, Integer> faults)
            throws IOException {
        int seed = 1;
        CheckResult result = validate(slip, cluster, faults, CHANGES, seed, 600);
        while (result.verdict() == Verdict.ACCEPTED && seed < 1_000) {
            result = validate(slip, cluster, faults, CHANGES, ++seed, 600);
        }
        System.out.println(slip + ": rejected in run " + seed);
        RUNS.add(seed);
        assertThat(result.verdict()).as(slip + " after " + seed + " runs").isEqualTo(Verdict.REJECTED);
        assertThat(result.explanation().get(0)).containsPattern(" is no step of Raft: " + action + "\\(");
    }

    @AfterAll
    static void tellTheMedian() {
        if (!RUNS.isEmpty()) {
            System.out.println("median of " + RUNS.size() + " slips: rejected in run "
                    + RUNS.stream().sorted().toList().get(RUNS.size() / 2));
        }
    }

    private CheckResult validate(
            Cores cores, RaftCluster cluster, Map<Fault, Integer> faults, int changes, long seed, long events)
            throws IOException {
        Path trace = folder.resolve("trace.ndjson");
        LogDeployment deployment = new LogDeployment(cluster, cores, changes, events);
        try (Recorder recorder = Recorder.open(trace, deployment.header())) {
            new SimulatedRun<>(deployment, Channels.UNORDERED, faults, Schedule.random(seed), recorder)
                    .run(events, choice -> {});
        } catch (RuntimeException broken) {
            // the run itself saw what was broken and stopped; the trace up to there is what is judged here
            assertThat(cores).as(broken.toString()).isInstanceOf(Slip.class);
        }
        CheckResult result = TraceAssertions.check(trace);
        Files.delete(trace);
        return result;
    }
}
