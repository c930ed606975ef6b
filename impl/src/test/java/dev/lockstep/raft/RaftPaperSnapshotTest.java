package dev.lockstep.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** What the paper says in section 7 on snapshots. */
@Tag("core")
class RaftPaperSnapshotTest extends PaperTest {
    private static final Configuration ALL = Configuration.simple(Set.of("s1", "s2", "s3"));

    /** A leader whose first two entries are committed. */
    private void twoEntries() {
        servers(3);
        elect(s1, s2);
        s1.appendCommand("c1");
        s1.appendCommand("c2");
        replicate(s1, s2);
        s1.commit(2);
    }

    @Sentence(section = "7", omissions = Omission.TAKES_SNAPSHOTS_OF_WHAT_IS_NOT_COMMITTED)
    void aServerTakesASnapshotOfWhatIsCommittedAndOfNoMore() {
        twoEntries();
        s1.appendCommand("c3");
        assertMayNot(() -> s1.compact(3));
        s1.compact(2);
        assertThat(s1.log().snapshot()).isEqualTo(new Snapshot(2, 1, ALL));
        assertThat(s1.log()).containsExactly(new Entry.Command(1, "c3"));
    }

    @Sentence(
            section = "7",
            slips = Slip.ANSWERS_FOR_ENTRIES_THAT_IT_DROPS,
            omissions = Omission.LETS_ONLY_LEADERS_TAKE_SNAPSHOTS)
    void eachServerTakesSnapshotsByItself() {
        twoEntries();
        replicate(s1, s2);
        s2.compact(1);
        assertThat(s2.log().snapshot().index()).isEqualTo(1);
        assertThat(s1.log().snapshot().index()).isZero();
    }

    @Sentence(
            section = "7",
            slips = Slip.ANSWERS_FOR_ENTRIES_THAT_IT_DROPS,
            omissions = Omission.FORGETS_WHAT_ITS_SNAPSHOT_ENDS_IN)
    void theSnapshotKnowsIndexAndTermOfTheLastEntryForTheCheckOfWhatFollows() {
        twoEntries();
        replicate(s1, s2);
        s2.compact(2);
        s1.appendCommand("c3");
        send(s1, s2, 2, 3);
        exchange(s1, s2);
        assertThat(s1.match("s2")).isEqualTo(3);
        assertThat(s2.log()).containsExactly(new Entry.Command(1, "c3"));
    }

    /** So that a vote, for instance, does not depend on whether there is a snapshot. */
    @Sentence(
            section = "7",
            slips = {Slip.ANSWERS_FOR_ENTRIES_THAT_IT_DROPS, Slip.VOTES_FOR_ANY_LOG})
    void aSnapshotIsAsGoodAsTheEntriesThatItStandsFor() {
        twoEntries();
        replicate(s1, s2);
        s2.compact(2);
        s3.campaign();
        s3.campaign();
        exchange(s3, s2);
        assertMayNot(() -> s3.becomeLeader());
        elect(s2, s3);
        assertThat(s2.role()).isEqualTo(Role.LEADER);
    }

    @Sentence(
            section = "7",
            slips = {Slip.CHANGES_IN_ONE_STEP, Slip.LEAVES_THE_CONFIGURATION_OUT_OF_THE_SNAPSHOT})
    void theSnapshotHasTheConfigurationThatWasInForce() {
        servers(3);
        elect(s1, s2);
        s1.beginChange(Set.of("s1", "s2"));
        replicate(s1, s2);
        s1.commit(1);
        s1.endChange();
        replicate(s1, s2);
        s1.commit(2);
        s1.compact(2);
        crash(s1);
        restart(s1);
        assertThat(s1.config()).isEqualTo(Configuration.simple(Set.of("s1", "s2")));
    }

    @Sentence(section = "7", omissions = Omission.INSTALLS_NO_SNAPSHOTS)
    void theLeaderSendsItsSnapshotToWhoLacksEntriesThatItHasNoLonger() {
        twoEntries();
        s1.appendCommand("c3");
        s1.compact(2);
        assertMayNot(() -> send(s1, s3, 0, 1));
        s1.sendSnapshot("s3");
        assertThat(message(s1, s3)).isEqualTo(new Message.Snapshot("s1", "s3", 1, 2, 1, ALL));
        s1.sendSnapshot("s3");
        exchange(s1, s3);
        assertThat(s1.match("s3")).isEqualTo(2);
        replicate(s1, s3);
        assertThat(s3.log()).isEqualTo(s1.log());
    }

    @Sentence(section = "7", omissions = Omission.SENDS_SNAPSHOTS_OF_NOTHING)
    void aServerWithNoSnapshotSendsNone() {
        twoEntries();
        assertMayNot(() -> s1.sendSnapshot("s3"));
        assertThat(sent(s1, s3)).isEmpty();
    }

    @Sentence(
            section = "7",
            slips = Slip.ANSWERS_FOR_ENTRIES_THAT_IT_DROPS,
            omissions = Omission.SENDS_SNAPSHOTS_WITH_ITS_OWN_TERM)
    void aSnapshotComesWithTheIndexAndTheTermThatItEndsInAlsoFromALaterLeader() {
        twoEntries();
        replicate(s1, s2);
        s2.compact(2);
        elect(s2, s1);
        s2.sendSnapshot("s3");
        deliver(s2, s3);
        assertThat(s3.term()).isEqualTo(2);
        assertThat(s3.commitIndex()).isEqualTo(2);
        assertThat(s3.log().snapshot()).isEqualTo(new Snapshot(2, 1, ALL));
    }

    /** As in {@code RaftHistory-snapshot-replaces}. */
    @Sentence(section = "7", slips = Slip.KEEPS_WHAT_DOES_NOT_FOLLOW_THE_SNAPSHOT)
    void aSnapshotTakesThePlaceOfAWholeLogThatConflictsWithIt() {
        servers(3);
        elect(s1, s2);
        s1.appendCommand("lost");
        s1.appendCommand("lost too");
        elect(s2, s3);
        s2.appendCommand("c1");
        replicate(s2, s3);
        s2.commit(1);
        s2.compact(1);
        s2.sendSnapshot("s1");
        deliver(s2, s1);
        assertThat(s1.log()).isEmpty();
        assertThat(s1.log().snapshot()).isEqualTo(new Snapshot(1, 2, ALL));
    }

    @Sentence(
            section = "7",
            slips = Slip.ANSWERS_FOR_ENTRIES_THAT_IT_DROPS,
            omissions = Omission.DROPS_WHAT_FOLLOWS_A_SNAPSHOT)
    void entriesThatFollowWhatTheSnapshotEndsInAreKept() {
        servers(3);
        elect(s1, s2);
        for (String command : List.of("c1", "c2", "c3")) {
            s1.appendCommand(command);
        }
        send(s1, s3, 0, 3);
        Message entries = message(s1, s3);
        replicate(s1, s2);
        s1.commit(2);
        s1.compact(2);
        s1.sendSnapshot("s3");
        Message snapshot = message(s1, s3);
        s3.receive(entries);
        s3.receive(snapshot);
        assertThat(s3.log().lastIndex()).isEqualTo(3);
    }

    /** The paper lets it drop the entries that the snapshot stands for; here it keeps its log as it is, and takes its own snapshots. */
    @Sentence(
            section = "7",
            slips = {Slip.ANSWERS_FOR_ENTRIES_THAT_IT_DROPS, Slip.INSTALLS_STALE_SNAPSHOTS})
    void aLateSnapshotOfLessThanAFollowerKnowsChangesNothing() {
        twoEntries();
        s1.compact(1);
        s1.sendSnapshot("s2");
        Message late = message(s1, s2);
        replicate(s1, s2);
        s2.compact(2);
        s2.receive(late);
        assertThat(s2.commitIndex()).isEqualTo(2);
        assertThat(s2.log().snapshot().index()).isEqualTo(2);
        assertThat(message(s2, s1)).isEqualTo(new Message.Appended("s2", "s1", 1, true, 1));
    }

    @Sentence(section = "7", omissions = Omission.FOLLOWS_LEADERS_OF_TERMS_THAT_ARE_OVER)
    void aSnapshotOfALeaderOfAnEarlierTermIsRefused() {
        twoEntries();
        s1.compact(2);
        s1.sendSnapshot("s3");
        s3.campaign();
        s3.campaign();
        lose(s3);
        deliver(s1, s3);
        assertThat(s3.role()).isEqualTo(Role.CANDIDATE);
        assertThat(s3.log().snapshot().index()).isZero();
        assertThat(message(s3, s1)).isEqualTo(new Message.Appended("s3", "s1", 2, false, 0));
    }

    @Sentence(
            section = "7",
            slips = {Slip.CHANGES_IN_ONE_STEP, Slip.LEAVES_THE_CONFIGURATION_OUT_OF_THE_SNAPSHOT})
    void aFollowerThatInstallsASnapshotGoesByTheConfigurationInIt() {
        servers(3, 2, false, false);
        elect(s1, s2);
        s1.beginChange(Set.of("s1", "s2", "s3"));
        replicate(s1, s2, s3);
        s1.commit(1);
        s1.endChange();
        replicate(s1, s2);
        s1.commit(2);
        s1.compact(2);
        s1.sendSnapshot("s3");
        deliver(s1, s3);
        assertThat(s3.config()).isEqualTo(ALL);
        assertThat(s3.log()).isEqualTo(List.of());
    }
}
