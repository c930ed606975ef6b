package dev.lockstep.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.raft.Message.Append;
import dev.lockstep.raft.Message.AskVote;
import dev.lockstep.raft.Message.Vote;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/** What the paper says in sections 5.1 to 5.5 that a server does, and what it must not do. */
@Tag("core")
class RaftPaperTest extends PaperTest {
    // ---------------------------------------------------------------- 5.1, Raft basics

    @Sentence(section = "5.1", omissions = Omission.LEARNS_NO_TERM_FROM_LEADERS)
    void aServerThatIsAskedInALaterTermGoesOnInThat() {
        servers(3);
        s3.campaign();
        elect(s3, s2);
        replicate(s3, s1);
        assertThat(s1.term()).isEqualTo(2);
        assertThat(s2.term()).isEqualTo(2);
    }

    @Sentence(section = "5.1", omissions = Omission.LEARNS_NO_TERM_FROM_CANDIDATES)
    void aServerThatIsAskedInALaterTermGoesOnInThatEvenIfItRefuses() {
        servers(3);
        elect(s1, s2);
        s1.appendCommand("c1");
        s3.campaign();
        lose(s3);
        s3.campaign();
        exchange(s3, s1);
        assertThat(s1.term()).isEqualTo(2);
        assertThat(s3.role()).isEqualTo(Role.CANDIDATE);
    }

    @Sentence(section = "5.1", omissions = Omission.LEARNS_NO_TERM_FROM_ANSWERS)
    void aServerWhoseRequestIsAnsweredInALaterTermGoesOnInThat() {
        servers(3);
        elect(s1, s2);
        elect(s3, s2);
        send(s1, s2, 0, 0);
        exchange(s1, s2);
        assertThat(s1.term()).isEqualTo(2);
    }

    @Sentence(section = "5.1", slips = Slip.VOTES_IN_A_TERM_THAT_IS_OVER)
    void theTermOfAServerNeverGetsLess() {
        servers(3);
        s1.campaign();
        Message early = message(s1, s2);
        elect(s3, s2);
        s2.receive(early);
        assertThat(s2.term()).isEqualTo(2);
    }

    @Sentence(section = "5.1", omissions = Omission.REMAINS_WHAT_IT_IS_IN_A_LATER_TERM)
    void aLeaderWhoseTermIsOverBecomesAFollower() {
        servers(3);
        elect(s1, s2);
        elect(s3, s2);
        send(s1, s2, 0, 0);
        exchange(s1, s2);
        assertThat(s1.role()).isEqualTo(Role.FOLLOWER);
    }

    @Sentence(section = "5.1", omissions = Omission.REMAINS_WHAT_IT_IS_IN_A_LATER_TERM)
    void aCandidateWhoseTermIsOverBecomesAFollowerAlsoIfItRefusesTheOther() {
        servers(3);
        elect(s1, s2);
        s1.appendCommand("c1");
        replicate(s1, s2);
        s3.campaign();
        lose(s3);
        s2.campaign();
        s3.campaign();
        deliver(s3, s2);
        assertThat(s2.role()).isEqualTo(Role.CANDIDATE);
        s3.campaign();
        deliver(s3, s2);
        assertThat(s2.role()).isEqualTo(Role.FOLLOWER);
    }

    @Sentence(
            section = "5.1",
            slips = Slip.VOTES_IN_A_TERM_THAT_IS_OVER,
            omissions = Omission.FOLLOWS_LEADERS_OF_TERMS_THAT_ARE_OVER)
    void aRequestOfATermThatIsOverIsRefused() {
        servers(3);
        elect(s1, s2);
        s1.appendCommand("c1");
        send(s1, s2, 0, 1);
        Message entries = message(s1, s2);
        elect(s3, s2);
        s2.receive(entries);
        assertThat(message(s2, s1)).isEqualTo(new Message.Appended("s2", "s1", 2, false, 0));
        assertThat(s2.log()).isEmpty();
        learn(s1, s2);
        s1.campaign();
        Message late = message(s1, s2);
        s2.campaign();
        s2.campaign();
        lose(s2);
        s2.receive(late);
        assertThat(message(s2, s1)).isEqualTo(new Vote("s2", "s1", 4, false));
    }

    @Sentence(section = "5.1", omissions = Omission.LEADS_WITHOUT_BEING_ELECTED)
    void followersSendNothingOfTheirOwnAndOnlyAnswer() {
        servers(3);
        elect(s1, s2);
        replicate(s1, s2);
        assertMayNot(() -> s2.appendCommand("c1"));
        assertMayNot(() -> send(s2, s3, 0, 0));
        assertMayNot(() -> s2.sendSnapshot("s3"));
        assertThat(s2.log()).isEmpty();
        assertThat(sent(s2, s3)).isEmpty();
    }

    // ---------------------------------------------------------------- 5.2, leader election

    @Sentence(section = "5.2", omissions = Omission.STARTS_AS_A_CANDIDATE)
    void aServerStartsAsAFollowerAndAgainAfterACrash() {
        servers(3);
        assertThat(s1.role()).isEqualTo(Role.FOLLOWER);
        elect(s1, s2);
        crash(s1);
        restart(s1);
        assertThat(s1.role()).isEqualTo(Role.FOLLOWER);
    }

    @Sentence(
            section = "5.2",
            omissions = {Omission.STANDS_IN_THE_TERM_THAT_IT_HAS, Omission.DOES_NOT_VOTE_FOR_ITSELF})
    void aServerStandsInANewTermVotesForItselfAndAsksAllOthers() {
        servers(3);
        s1.campaign();
        assertThat(s1.role()).isEqualTo(Role.CANDIDATE);
        assertThat(s1.hardState()).isEqualTo(new HardState(1, Optional.of("s1"), s1.log()));
        assertThat(message(s1, s2)).isEqualTo(new AskVote("s1", "s2", 1, 0, 0));
        assertThat(message(s1, s3)).isEqualTo(new AskVote("s1", "s3", 1, 0, 0));
    }

    @Sentence(section = "5.2", omissions = Omission.DOES_NOT_VOTE_FOR_ITSELF)
    void aCandidateWithTheVotesOfAMajorityLeads() {
        servers(5);
        s1.campaign();
        exchange(s1, s2);
        exchange(s1, s3);
        s1.becomeLeader();
        assertThat(s1.role()).isEqualTo(Role.LEADER);
    }

    @Sentence(section = "5.2", slips = Slip.TAKES_HALF_FOR_A_MAJORITY)
    void aCandidateWithoutTheVotesOfAMajorityOfAllServersDoesNotLead() {
        servers(4);
        s1.campaign();
        exchange(s1, s2);
        assertMayNot(() -> s1.becomeLeader());
    }

    @Sentence(section = "5.2", slips = Slip.VOTES_TWICE_IN_A_TERM, omissions = Omission.COUNTS_REFUSALS)
    void whatIsRefusedIsNoVote() {
        servers(3);
        elect(s1, s2);
        s3.campaign();
        exchange(s3, s2);
        assertMayNot(() -> s3.becomeLeader());
    }

    @Sentence(section = "5.2", omissions = Omission.COUNTS_VOTES_OF_EARLIER_ELECTIONS)
    void votesOfAnotherTermDoNotCount() {
        servers(3);
        s1.campaign();
        deliver(s1, s2);
        lose(s1);
        s1.campaign();
        deliver(s2, s1);
        assertMayNot(() -> s1.becomeLeader());
    }

    @Sentence(section = "5.2", slips = Slip.VOTES_TWICE_IN_A_TERM)
    void aServerVotesForOneCandidateInATermTheFirstThatAsks() {
        servers(3);
        s1.campaign();
        s3.campaign();
        deliver(s1, s2);
        deliver(s3, s2);
        assertThat(message(s2, s1)).isEqualTo(new Vote("s2", "s1", 1, true));
        assertThat(message(s2, s3)).isEqualTo(new Vote("s2", "s3", 1, false));
    }

    @Sentence(section = "5.2", omissions = Omission.KEEPS_ITS_VOTE_IN_A_LATER_TERM)
    void aServerIsFreeToVoteForAnotherInTheNextTerm() {
        servers(3);
        elect(s1, s2);
        elect(s3, s2);
        assertThat(s3.role()).isEqualTo(Role.LEADER);
        assertThat(s3.term()).isEqualTo(2);
    }

    @Sentence(section = "5.2", omissions = Omission.REMAINS_A_CANDIDATE_UNDER_A_LEADER)
    void aCandidateThatHearsOfALeaderOfItsTermFollows() {
        servers(3);
        s1.campaign();
        s3.campaign();
        lose(s3);
        exchange(s1, s2);
        lose(s1);
        s1.becomeLeader();
        send(s1, s3, 0, 0);
        deliver(s1, s3);
        assertThat(s3.role()).isEqualTo(Role.FOLLOWER);
        assertThat(message(s3, s1)).isEqualTo(new Message.Appended("s3", "s1", 1, true, 0));
    }

    @Sentence(section = "5.2", omissions = Omission.FOLLOWS_LEADERS_OF_TERMS_THAT_ARE_OVER)
    void aCandidateThatHearsOfALeaderOfAnEarlierTermRefusesAndGoesOnStanding() {
        servers(3);
        elect(s1, s2);
        s3.campaign();
        s3.campaign();
        lose(s3);
        send(s1, s3, 0, 0);
        deliver(s1, s3);
        assertThat(s3.role()).isEqualTo(Role.CANDIDATE);
        assertThat(message(s3, s1)).isEqualTo(new Message.Appended("s3", "s1", 2, false, 0));
    }

    @Sentence(
            section = "5.2",
            slips = {Slip.TAKES_HALF_FOR_A_MAJORITY, Slip.VOTES_TWICE_IN_A_TERM},
            omissions = Omission.STANDS_ONLY_ONCE)
    void whenNobodyWinsACandidateStandsAgainInANewTerm() {
        servers(2);
        s1.campaign();
        s2.campaign();
        exchange(s1, s2);
        exchange(s2, s1);
        assertMayNot(() -> s1.becomeLeader());
        assertMayNot(() -> s2.becomeLeader());
        s1.campaign();
        assertThat(s1.term()).isEqualTo(2);
        exchange(s1, s2);
        s1.becomeLeader();
        assertThat(s1.role()).isEqualTo(Role.LEADER);
    }

    // ---------------------------------------------------------------- 5.3, log replication

    @Sentence(section = "5.3", omissions = Omission.MARKS_ENTRIES_WITH_THE_TERM_BEFORE)
    void aLeaderAppendsTheCommandWithItsTermAndThenSendsIt() {
        servers(3);
        elect(s2, s3);
        elect(s1, s2);
        s1.appendCommand("c1");
        Entry entry = new Entry.Command(2, "c1");
        assertThat(s1.log()).containsExactly(entry);
        send(s1, s2, 0, 1);
        assertThat(message(s1, s2)).isEqualTo(new Append("s1", "s2", 2, 0, 0, List.of(entry), 0));
    }

    @Sentence(section = "5.3", omissions = Omission.SENDS_ENTRIES_ONCE)
    void aLeaderSendsAnEntryAgainUntilAFollowerHasIt() {
        servers(3);
        elect(s1, s2);
        s1.appendCommand("c1");
        send(s1, s2, 0, 1);
        lose(s1);
        send(s1, s2, 0, 1);
        exchange(s1, s2);
        assertThat(s2.log()).isEqualTo(s1.log());
        assertThat(s1.match("s2")).isEqualTo(1);
    }

    @Sentence(section = "5.3", slips = Slip.COUNTS_WHO_HAS_THE_ENTRY_BEFORE)
    void anEntryIsCommittedOnceTheLeaderThatMadeItHasItOnAMajority() {
        servers(5);
        elect(s1, s2, s3);
        s1.appendCommand("c1");
        s1.appendCommand("c2");
        send(s1, s2, 0, 2);
        exchange(s1, s2);
        send(s1, s3, 0, 1);
        exchange(s1, s3);
        assertMayNot(() -> s1.commit(2));
        s1.commit(1);
        replicate(s1, s3);
        s1.commit(2);
        assertThat(s1.commitIndex()).isEqualTo(2);
    }

    @Sentence(section = "5.3", omissions = Omission.LEAVES_WHAT_OTHERS_BEGAN_UNCOMMITTED)
    void withItAllEntriesBeforeItAreCommittedThoseOfEarlierLeadersToo() {
        servers(3);
        elect(s1, s2);
        s1.appendCommand("c1");
        replicate(s1, s2);
        elect(s2, s3);
        s2.appendCommand("c2");
        replicate(s2, s3);
        s2.commit(2);
        assertThat(terms(s2)).containsExactly(1, 2);
        assertThat(s2.commitIndex()).isEqualTo(2);
    }

    @Sentence(section = "5.3", omissions = Omission.DOES_NOT_TELL_WHAT_IS_COMMITTED)
    void aLeaderTellsWithWhatItSendsUpToWhereTheLogIsCommitted() {
        servers(3);
        elect(s1, s2);
        s1.appendCommand("c1");
        replicate(s1, s2);
        s1.commit(1);
        send(s1, s2, 1, 1);
        assertThat(message(s1, s2)).isEqualTo(new Append("s1", "s2", 1, 1, 1, List.of(), 1));
        replicate(s1, s2);
        assertThat(s2.commitIndex()).isEqualTo(1);
    }

    /** Figure 2. What follows in the follower's log may be of another leader. */
    @Sentence(
            section = "5.3",
            slips = {
                Slip.CUTS_OFF_WHATEVER_FOLLOWS,
                Slip.COMMITS_WHAT_IT_WAS_NOT_SENT,
                Slip.COMMITS_WHAT_IT_DOES_NOT_HAVE
            },
            omissions = Omission.COMMITS_WHAT_THE_LEADER_HAS_NOT_SENT)
    void aFollowerKnowsTheLogToBeCommittedOnlyUpToWhatItWasSent() {
        servers(3);
        elect(s1, s2);
        s1.appendCommand("c1");
        replicate(s1, s2, s3);
        s1.appendCommand("lost");
        elect(s2, s3);
        s2.appendCommand("c2");
        replicate(s2, s3);
        s2.commit(2);
        send(s2, s1, 1, 1);
        deliver(s2, s1);
        assertThat(terms(s1)).containsExactly(1, 1);
        assertThat(s1.commitIndex()).isEqualTo(1);
    }

    @Sentence(section = "5.3", omissions = Omission.CONFIRMS_ENTRIES_THAT_IT_CANNOT_TAKE)
    void aFollowerThatLacksTheEntryBeforeRefusesTheNewOnes() {
        servers(3);
        elect(s1, s2);
        s1.appendCommand("c1");
        s1.appendCommand("c2");
        send(s1, s2, 1, 2);
        deliver(s1, s2);
        assertThat(message(s2, s1)).isEqualTo(new Message.Appended("s2", "s1", 1, false, 0));
        assertThat(s2.log()).isEmpty();
    }

    @Sentence(
            section = "5.3",
            slips = Slip.DOES_NOT_LOOK_AT_THE_ENTRY_BEFORE,
            omissions = Omission.CONFIRMS_ENTRIES_THAT_IT_CANNOT_TAKE)
    void aFollowerWhoseEntryBeforeIsOfAnotherTermRefusesTheNewOnes() {
        servers(3);
        elect(s1, s2);
        s1.appendCommand("lost");
        elect(s2, s3);
        s2.appendCommand("c1");
        s2.appendCommand("c2");
        send(s2, s1, 1, 2);
        deliver(s2, s1);
        assertThat(message(s1, s2)).isEqualTo(new Message.Appended("s1", "s2", 2, false, 0));
        assertThat(terms(s1)).containsExactly(1);
    }

    @Sentence(section = "5.3", omissions = Omission.KEEPS_ENTRIES_THAT_CONFLICT)
    void theLeaderThenSendsFromFurtherBackUntilTheLogsAgreeAndWhatConflictsIsOverwritten() {
        servers(3);
        elect(s1, s2);
        s1.appendCommand("c1");
        replicate(s1, s2, s3);
        s1.appendCommand("lost");
        s1.appendCommand("lost too");
        elect(s2, s3);
        s2.appendCommand("c2");
        send(s2, s1, 2, 2);
        exchange(s2, s1);
        assertThat(terms(s1)).containsExactly(1, 1, 1);
        send(s2, s1, 1, 2);
        exchange(s2, s1);
        assertThat(s1.log()).isEqualTo(s2.log());
        assertThat(terms(s1)).containsExactly(1, 2);
        assertThat(s2.match("s1")).isEqualTo(2);
    }

    @Sentence(
            section = "5.3",
            omissions = {Omission.LEADS_WITHOUT_APPENDING_ONLY, Omission.FOLLOWS_LEADERS_OF_TERMS_THAT_ARE_OVER})
    void aLeaderNeverOverwritesOrDropsEntriesOfItsOwnLog() {
        servers(3);
        elect(s1, s2);
        s1.appendCommand("c1");
        send(s1, s2, 0, 1);
        Message late = message(s1, s2);
        s2.receive(late);
        elect(s2, s3);
        s2.appendCommand("c2");
        s2.receive(late);
        assertThat(s2.role()).isEqualTo(Role.LEADER);
        assertThat(terms(s2)).containsExactly(1, 2);
    }

    @Sentence(section = "5.3", slips = Slip.ANSWERS_FOR_ENTRIES_THAT_IT_DROPS)
    void aFollowerAnswersYesOnlyForEntriesThatItHas() {
        servers(3);
        elect(s1, s2);
        s1.appendCommand("c1");
        s1.appendCommand("c2");
        replicate(s1, s2);
        assertThat(s1.match("s2")).isEqualTo(2);
        assertThat(s2.log()).isEqualTo(s1.log());
    }

    // ---------------------------------------------------------------- 5.4, safety

    @Sentence(
            section = "5.4.1",
            slips = {Slip.PREFERS_THE_LONGER_LOG, Slip.VOTES_FOR_ANY_LOG})
    void aServerRefusesItsVoteToACandidateWhoseLastTermIsEarlierHoweverLongItsLog() {
        servers(3);
        elect(s1, s2);
        s1.appendCommand("c1");
        s1.appendCommand("c2");
        elect(s2, s3);
        s2.appendCommand("c3");
        learn(s1, s2);
        s1.campaign();
        exchange(s1, s2);
        assertMayNot(() -> s1.becomeLeader());
        s2.campaign();
        exchange(s2, s1);
        s2.becomeLeader();
        assertThat(s2.role()).isEqualTo(Role.LEADER);
    }

    @Sentence(section = "5.4.1", slips = Slip.VOTES_FOR_ANY_LOG)
    void ofTwoLogsThatEndInTheSameTermTheLongerIsBetter() {
        servers(3);
        elect(s1, s2);
        s1.appendCommand("c1");
        replicate(s1, s2, s3);
        s1.appendCommand("c2");
        replicate(s1, s2);
        s3.campaign();
        exchange(s3, s2);
        assertMayNot(() -> s3.becomeLeader());
        s2.campaign();
        exchange(s2, s3);
        s2.becomeLeader();
        assertThat(s2.role()).isEqualTo(Role.LEADER);
    }

    @Sentence(section = "5.4.1", omissions = Omission.REFUSES_CANDIDATES_THAT_ARE_JUST_AS_GOOD)
    void aCandidateWhoseLogIsJustAsGoodGetsTheVote() {
        servers(3);
        elect(s1, s2);
        s1.appendCommand("c1");
        replicate(s1, s2, s3);
        s3.campaign();
        exchange(s3, s2);
        s3.becomeLeader();
        assertThat(s3.role()).isEqualTo(Role.LEADER);
    }

    /** Figure 8. */
    @Sentence(section = "5.4.2", slips = Slip.COMMITS_ENTRIES_OF_ANY_TERM)
    void anEntryOfAnEarlierTermIsNotCommittedByCountingWhoHasIt() {
        servers(3);
        elect(s1, s2);
        s1.appendCommand("c1");
        elect(s2, s3);
        learn(s1, s2);
        elect(s1, s3);
        replicate(s1, s2, s3);
        assertMayNot(() -> s1.commit(1));
        s1.appendCommand("c2");
        replicate(s1, s2);
        s1.commit(2);
        assertThat(s1.commitIndex()).isEqualTo(2);
    }

    // ---------------------------------------------------------------- 5.5, crashes

    /** Figure 2: written before a request is answered. */
    @Sentence(section = "5.5", slips = Slip.RECOVERS_WITHOUT_ITS_TERM)
    void aServerThatCrashesKeepsItsTerm() {
        servers(3);
        elect(s1, s2);
        crash(s2);
        restart(s2);
        assertThat(s2.term()).isEqualTo(1);
    }

    @Sentence(
            section = "5.5",
            slips = {Slip.RECOVERS_WITHOUT_ITS_TERM, Slip.RECOVERS_WITHOUT_ITS_VOTE, Slip.VOTES_TWICE_IN_A_TERM})
    void aServerThatCrashesKeepsItsVote() {
        servers(3);
        s1.campaign();
        deliver(s1, s2);
        lose(s2);
        crash(s2);
        restart(s2);
        s3.campaign();
        deliver(s3, s2);
        assertThat(message(s2, s3)).isEqualTo(new Vote("s2", "s3", 1, false));
    }

    @Sentence(section = "5.5", slips = Slip.RECOVERS_WITHOUT_ITS_LAST_ENTRY)
    void aServerThatCrashesKeepsItsLog() {
        servers(3);
        elect(s1, s2);
        s1.appendCommand("c1");
        replicate(s1, s2);
        crash(s2);
        restart(s2);
        assertThat(s2.log()).isEqualTo(s1.log());
    }

    @Sentence(section = "5.5", omissions = Omission.APPENDS_WHAT_IT_HAS)
    void aRequestThatComesAgainChangesNothingAndIsAnsweredAgain() {
        servers(3);
        elect(s1, s2);
        s1.appendCommand("c1");
        send(s1, s2, 0, 1);
        Message entries = message(s1, s2);
        s2.receive(entries);
        Message answer = message(s2, s1);
        s2.receive(entries);
        assertThat(message(s2, s1)).isEqualTo(answer);
        assertThat(s2.log()).isEqualTo(s1.log());
    }

    @Sentence(
            section = "5.5",
            slips = {Slip.ANSWERS_FOR_ENTRIES_THAT_IT_DROPS, Slip.CUTS_OFF_WHATEVER_FOLLOWS})
    void entriesThatComeLateDoNotCutOffWhatCameAfterThem() {
        servers(3);
        elect(s1, s2);
        s1.appendCommand("c1");
        send(s1, s2, 0, 1);
        Message early = message(s1, s2);
        s1.appendCommand("c2");
        replicate(s1, s2);
        s1.commit(2);
        s2.receive(early);
        assertThat(s2.log()).isEqualTo(s1.log());
    }

    @Sentence(section = "5.5", omissions = Omission.REFUSES_WHO_HAS_ITS_VOTE)
    void aCandidateThatAsksAgainGetsTheSameVoteAgain() {
        servers(3);
        s1.campaign();
        Message ask = message(s1, s2);
        s2.receive(ask);
        lose(s2);
        crash(s2);
        restart(s2);
        s2.receive(ask);
        assertThat(message(s2, s1)).isEqualTo(new Vote("s2", "s1", 1, true));
    }
}
