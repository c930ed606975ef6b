package dev.lockstep.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.raft.Message.AskPreVote;
import dev.lockstep.raft.Message.AskVote;
import dev.lockstep.raft.Message.PreVote;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** What the paper says in section 6 on changes of membership, and the dissertation in sections 4.2.3, 6.2 and 9.6 on who stands and who leads. */
@Tag("core")
class RaftPaperMembershipTest extends PaperTest {
    private static final Set<String> FIRST = Set.of("s1");
    private static final Set<String> FIRST_THREE = Set.of("s1", "s2", "s3");

    // ---------------------------------------------------------------- paper, section 6

    @Sentence(section = "6", slips = Slip.CHANGES_IN_ONE_STEP)
    void aChangeBeginsWithAConfigurationThatIsBothTheOldAndTheNew() {
        servers(3);
        elect(s1, s2);
        s1.beginChange(FIRST);
        assertThat(s1.log()).containsExactly(new Entry.Config(1, Configuration.joint(FIRST_THREE, FIRST)));
    }

    @Sentence(
            section = "6",
            slips = {Slip.CHANGES_IN_ONE_STEP, Slip.GOES_BY_WHAT_IS_COMMITTED})
    void aServerGoesByTheLatestConfigurationInItsLogWhetherCommittedOrNot() {
        servers(3);
        elect(s1, s2);
        s1.beginChange(FIRST);
        replicate(s1, s2);
        assertThat(s1.commitIndex()).isZero();
        assertThat(s1.config().isJoint()).isTrue();
        assertThat(s2.config()).isEqualTo(s1.config());
    }

    @Sentence(
            section = "6",
            slips = Slip.KEEPS_THE_CONFIGURATION_THAT_IS_CUT_OFF,
            omissions = Omission.KEEPS_A_CONFIGURATION_THAT_WAS_CUT_OFF)
    void aServerWhoseLatestConfigurationIsCutOffGoesByTheOneBefore() {
        servers(3);
        elect(s1, s2);
        s1.beginChange(FIRST);
        elect(s2, s3);
        s2.appendCommand("c1");
        replicate(s2, s1);
        assertThat(s1.config()).isEqualTo(Configuration.simple(FIRST_THREE));
        s1.campaign();
        assertThat(sent(s1, s3)).hasSize(1);
    }

    @Sentence(
            section = "6",
            slips = {
                Slip.CHANGES_IN_ONE_STEP,
                Slip.KEEPS_THE_CONFIGURATION_THAT_IS_CUT_OFF,
                Slip.GOES_BACK_TOO_FAR_WHEN_ENTRIES_ARE_CUT_OFF,
                Slip.ANSWERS_FOR_ENTRIES_THAT_IT_DROPS
            })
    void theOneBeforeMayBeOneThatTheLogHasToo() {
        leaderLeaves();
        elect(s2, s3);
        s2.appendCommand("c1");
        replicate(s2, s1);
        assertThat(s1.config()).isEqualTo(Configuration.joint(FIRST_THREE, Set.of("s2", "s3")));
    }

    @Sentence(section = "6", slips = Slip.CHANGES_IN_ONE_STEP, omissions = Omission.ASKS_ONLY_THE_NEW)
    void duringAChangeEntriesAndRequestsForVotesGoToTheServersOfBothConfigurations() {
        servers(3);
        elect(s1, s2);
        s1.beginChange(Set.of("s1", "s2"));
        replicate(s1, s2, s3);
        s2.campaign();
        assertThat(message(s2, s1)).isEqualTo(new AskVote("s2", "s1", 2, 1, 1));
        assertThat(message(s2, s3)).isEqualTo(new AskVote("s2", "s3", 2, 1, 1));
    }

    @Sentence(section = "6", omissions = Omission.LETS_ONLY_THE_NEW_STAND)
    void duringAChangeAnyServerOfEitherConfigurationMayLead() {
        servers(3);
        elect(s1, s2);
        s1.beginChange(Set.of("s1", "s2"));
        replicate(s1, s2, s3);
        elect(s3, s1, s2);
        assertThat(s3.role()).isEqualTo(Role.LEADER);
    }

    @Sentence(
            section = "6",
            slips = {
                Slip.CHANGES_IN_ONE_STEP,
                Slip.COUNTS_OUTSIDERS,
                Slip.GOES_BY_WHAT_IS_COMMITTED,
                Slip.LETS_THE_NEW_DECIDE_ALONE,
                Slip.LETS_THE_OLD_DECIDE_ALONE,
                Slip.TAKES_A_MAJORITY_OF_BOTH_TOGETHER,
                Slip.VOTES_IN_A_TERM_THAT_IS_OVER
            })
    void duringAChangeALeaderIsElectedByAMajorityOfTheOldAndOneOfTheNew() {
        servers(5, 3, false, false);
        elect(s1, s2);
        s1.beginChange(Set.of("s3", "s4", "s5"));
        replicate(s1, s2, s3, s4, s5);

        s3.campaign();
        exchange(s3, s1);
        exchange(s3, s2);
        assertMayNot(() -> s3.becomeLeader());
        exchange(s3, s4);
        s3.becomeLeader();

        s5.campaign();
        s5.campaign();
        exchange(s5, s4);
        exchange(s5, s3);
        assertMayNot(() -> s5.becomeLeader());
        exchange(s5, s2);
        s5.becomeLeader();
        assertThat(s5.role()).isEqualTo(Role.LEADER);
    }

    @Sentence(
            section = "6",
            slips = {
                Slip.COUNTS_ITSELF_OUTSIDE_THE_CONFIGURATION,
                Slip.COUNTS_OUTSIDERS,
                Slip.COUNTS_WHO_HAS_THE_ENTRY_BEFORE,
                Slip.GOES_BY_WHAT_IS_COMMITTED,
                Slip.LETS_THE_OLD_DECIDE_ALONE,
                Slip.TAKES_A_MAJORITY_OF_BOTH_TOGETHER
            })
    void duringAChangeAnEntryIsCommittedByAMajorityOfTheOldAndOneOfTheNew() {
        servers(5, 3, false, false);
        elect(s1, s2);
        s1.beginChange(Set.of("s3", "s4", "s5"));
        replicate(s1, s2);
        assertMayNot(() -> s1.commit(1));
        replicate(s1, s4);
        assertMayNot(() -> s1.commit(1));
        replicate(s1, s5);
        s1.commit(1);
        assertThat(s1.commitIndex()).isEqualTo(1);
    }

    @Sentence(
            section = "6",
            slips = {
                Slip.CHANGES_IN_ONE_STEP,
                Slip.COUNTS_OUTSIDERS,
                Slip.COUNTS_WHO_HAS_THE_ENTRY_BEFORE,
                Slip.LETS_THE_NEW_DECIDE_ALONE,
                Slip.TAKES_A_MAJORITY_OF_BOTH_TOGETHER
            })
    void duringAChangeAMajorityOfTheNewAloneCommitsNothing() {
        servers(5, 3, false, false);
        elect(s1, s2);
        s1.beginChange(Set.of("s3", "s4", "s5"));
        replicate(s1, s4, s5);
        assertMayNot(() -> s1.commit(1));
        assertThat(s1.commitIndex()).isZero();
    }

    @Sentence(
            section = "6",
            slips = {Slip.CHANGES_IN_ONE_STEP, Slip.ENDS_A_CHANGE_THAT_IS_NOT_COMMITTED, Slip.GOES_BY_WHAT_IS_COMMITTED
            })
    void theLeaderBeginsTheNewConfigurationOnceThatOfBothIsCommitted() {
        servers(3);
        elect(s1, s2);
        s1.beginChange(FIRST);
        replicate(s1, s2);
        assertMayNot(() -> s1.endChange());
        s1.commit(1);
        s1.endChange();
        assertThat(s1.config()).isEqualTo(Configuration.simple(FIRST));
    }

    @Sentence(
            section = "6",
            slips = {Slip.CHANGES_IN_ONE_STEP, Slip.GOES_BY_WHAT_IS_COMMITTED},
            omissions = Omission.NEEDS_THE_OLD_TO_THE_END)
    void theNewConfigurationIsCommittedByTheNewAlone() {
        servers(3);
        elect(s1, s2);
        s1.beginChange(FIRST);
        replicate(s1, s2);
        s1.commit(1);
        s1.endChange();
        s1.commit(2);
        assertThat(s1.commitIndex()).isEqualTo(2);
    }

    @Sentence(
            section = "6",
            slips = {Slip.CHANGES_IN_ONE_STEP, Slip.DOES_NOT_WAIT_FOR_NEW_SERVERS, Slip.GOES_BY_WHAT_IS_COMMITTED})
    void aChangeDoesNotBeginBeforeTheNewServersHaveCaughtUp() {
        servers(2, 1, false, false);
        elect(s1);
        s1.appendCommand("c1");
        s1.commit(1);
        assertMayNot(() -> s1.beginChange(Set.of("s1", "s2")));
        replicate(s1, s2);
        s1.beginChange(Set.of("s1", "s2"));
        assertThat(s1.config().isJoint()).isTrue();
    }

    @Sentence(
            section = "6",
            slips = {Slip.COUNTS_OUTSIDERS, Slip.COUNTS_WHO_HAS_THE_ENTRY_BEFORE})
    void untilTheyJoinNewServersGetEntriesButCountForNothing() {
        servers(4, 3, false, false);
        elect(s1, s2);
        s1.appendCommand("c1");
        replicate(s1, s4);
        assertThat(s4.log()).isEqualTo(s1.log());
        assertMayNot(() -> s1.commit(1));
        assertThat(s1.commitIndex()).isZero();
    }

    /** Dissertation, section 4.1: the one before must be committed. */
    @Sentence(
            section = "6",
            slips = {Slip.BEGINS_A_CHANGE_BEFORE_THE_LAST_IS_COMMITTED, Slip.CHANGES_IN_ONE_STEP})
    void thereIsOneChangeAtATime() {
        servers(3);
        elect(s1, s2);
        s1.beginChange(Set.of("s1", "s2"));
        assertMayNot(() -> s1.beginChange(FIRST));
        replicate(s1, s2);
        s1.commit(1);
        s1.endChange();
        assertMayNot(() -> s1.beginChange(FIRST));
        replicate(s1, s2);
        s1.commit(2);
        s1.beginChange(FIRST);
        assertThat(s1.log()).hasSize(3);
    }

    /** From all three servers to s2 and s3, led by s1; the last step is not committed. */
    private void leaderLeaves() {
        servers(3);
        elect(s1, s2);
        s1.beginChange(Set.of("s2", "s3"));
        replicate(s1, s2, s3);
        s1.commit(1);
        s1.endChange();
    }

    @Sentence(
            section = "6",
            slips = {
                Slip.CHANGES_IN_ONE_STEP,
                Slip.COUNTS_ITSELF_OUTSIDE_THE_CONFIGURATION,
                Slip.COUNTS_OUTSIDERS,
                Slip.COUNTS_WHO_HAS_THE_ENTRY_BEFORE,
                Slip.TAKES_HALF_FOR_A_MAJORITY
            })
    void aLeaderThatIsNotInTheNewConfigurationDoesNotCountItself() {
        leaderLeaves();
        replicate(s1, s2);
        assertMayNot(() -> s1.commit(2));
        assertThat(s1.commitIndex()).isEqualTo(1);
    }

    @Sentence(
            section = "6",
            slips = {Slip.CHANGES_IN_ONE_STEP, Slip.NEVER_STEPS_DOWN})
    void aLeaderThatIsNotInTheNewConfigurationStepsDownOnceThatIsCommitted() {
        leaderLeaves();
        replicate(s1, s2, s3);
        assertThat(s1.role()).isEqualTo(Role.LEADER);
        s1.commit(2);
        assertThat(s1.role()).isEqualTo(Role.FOLLOWER);
    }

    // ---------------------------------------------------------------- paper, section 6; dissertation, section 4.2.3

    @Sentence(section = "4.2.3", slips = Slip.TAKES_NOTICE_OF_EVERY_CANDIDATE)
    void aServerThatHasHeardOfALeaderLatelyNeitherVotesForAnotherNorTakesItsTerm() {
        servers(3, 3, false, true);
        elect(s1, s2);
        replicate(s1, s2);
        s3.campaign();
        s3.campaign();
        exchange(s3, s2);
        assertThat(s2.term()).isEqualTo(1);
        assertMayNot(() -> s3.becomeLeader());
    }

    @Sentence(section = "4.2.3", slips = Slip.TAKES_NOTICE_OF_EVERY_CANDIDATE)
    void aLeaderTakesNoNoticeOfCandidates() {
        servers(3, 3, false, true);
        elect(s1, s2);
        s3.campaign();
        s3.campaign();
        exchange(s3, s1);
        assertThat(s1.role()).isEqualTo(Role.LEADER);
        assertThat(s1.term()).isEqualTo(1);
    }

    @Sentence(section = "4.2.3", omissions = Omission.BELIEVES_FOR_EVER_IN_ITS_LEADER)
    void aServerThatWaitsForALeaderInVainVotesAgain() {
        servers(3, 3, false, true);
        elect(s1, s2);
        replicate(s1, s2, s3);
        s3.campaign();
        lose(s3);
        s2.campaign();
        exchange(s2, s3);
        s3.campaign();
        exchange(s3, s2);
        s3.becomeLeader();
        assertThat(s3.role()).isEqualTo(Role.LEADER);
    }

    // ---------------------------------------------------------------- dissertation, section 6.2

    @Sentence(section = "6.2", omissions = Omission.LEADS_ON_UNHEARD)
    void aLeaderThatDoesNotHearAMajorityForATimeoutStepsDown() {
        servers(3, 3, false, true);
        elect(s1, s2);
        assertMayNot(() -> s1.keepLeading());
        s1.resign();
        assertThat(s1.role()).isEqualTo(Role.FOLLOWER);
    }

    @Sentence(section = "6.2", omissions = Omission.HEARS_ONCE_FOR_ALL)
    void aLeaderThatHearsAMajorityInEachTimeoutLeadsOn() {
        servers(3, 3, false, true);
        elect(s1, s2);
        replicate(s1, s2);
        assertMayNot(() -> s1.resign());
        s1.keepLeading();
        assertThat(s1.role()).isEqualTo(Role.LEADER);
        assertMayNot(() -> s1.keepLeading());
    }

    // ---------------------------------------------------------------- dissertation, section 9.6

    @Sentence(section = "9.6", omissions = Omission.RAISES_ITS_TERM_TO_ASK)
    void aServerAsksFirstInItsOldTermWhetherOthersWouldVoteForIt() {
        servers(3, 3, true, false);
        s1.askPreVotes();
        assertThat(s1.term()).isZero();
        assertThat(s1.hardState().votedFor()).isEmpty();
        assertThat(message(s1, s2)).isEqualTo(new AskPreVote("s1", "s2", 1, 0, 0));
        assertThat(message(s1, s3)).isEqualTo(new AskPreVote("s1", "s3", 1, 0, 0));
    }

    @Sentence(section = "9.6", omissions = Omission.STANDS_WITHOUT_ASKING_FIRST)
    void aServerStandsOnlyIfAMajorityWouldVoteForIt() {
        servers(3, 3, true, false);
        s1.askPreVotes();
        assertMayNot(() -> s1.campaign());
        exchange(s1, s2);
        s1.campaign();
        assertThat(s1.term()).isEqualTo(1);
    }

    @Sentence(section = "9.6", omissions = Omission.PROMISES_WITH_A_PRE_VOTE)
    void aServerThatWouldVotePromisesNothing() {
        servers(3, 3, true, false);
        s1.askPreVotes();
        s3.askPreVotes();
        deliver(s1, s2);
        deliver(s3, s2);
        assertThat(message(s2, s1)).isEqualTo(new PreVote("s2", "s1", 1, true));
        assertThat(message(s2, s3)).isEqualTo(new PreVote("s2", "s3", 1, true));
        assertThat(s2.hardState()).isEqualTo(new HardState(0, Optional.empty(), s2.log()));
    }

    /** A leader of servers with pre-votes. */
    private void leaderByPreVotes() {
        servers(3, 3, true, true);
        s1.askPreVotes();
        exchange(s1, s2);
        lose(s1);
        s1.campaign();
        exchange(s1, s2);
        lose(s1);
        s1.becomeLeader();
    }

    @Sentence(section = "9.6", slips = Slip.TAKES_NOTICE_OF_EVERY_CANDIDATE)
    void aServerThatHasHeardOfALeaderLatelyWouldNotVoteForAnother() {
        leaderByPreVotes();
        replicate(s1, s2, s3);
        s3.askPreVotes();
        deliver(s3, s2);
        assertThat(message(s2, s3)).isEqualTo(new PreVote("s2", "s3", 1, false));
        deliver(s3, s1);
        assertThat(message(s1, s3)).isEqualTo(new PreVote("s1", "s3", 1, false));
    }

    @Sentence(section = "9.6", slips = Slip.VOTES_FOR_ANY_LOG)
    void aServerWouldNotVoteForOneWhoseLogIsWorse() {
        leaderByPreVotes();
        replicate(s1, s3);
        s1.keepLeading();
        s1.appendCommand("c1");
        s1.resign();
        s3.askPreVotes();
        deliver(s3, s1);
        assertThat(message(s1, s3)).isEqualTo(new PreVote("s1", "s3", 1, false));
    }
}
