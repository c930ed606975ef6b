package dev.lockstep.multipaxos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.junit.RecordedTrace;
import dev.lockstep.junit.ValidateTraces;
import dev.lockstep.multipaxos.Message.Accept;
import dev.lockstep.multipaxos.Message.Accepted;
import dev.lockstep.multipaxos.Message.Prepare;
import dev.lockstep.multipaxos.Message.Promise;
import dev.lockstep.multipaxos.Message.Refusal;
import dev.lockstep.multipaxos.node.Cores;
import dev.lockstep.multipaxos.node.LogCluster;
import dev.lockstep.paxos.Vote;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What L. Lamport, "Paxos Made Simple", ACM SIGACT News 32(4), 2001, section 3, "Implementing a State Machine", says that a leader, an acceptor
 * and a learner of a sequence of instances do or must not do, sentence by sentence. A slot here is an instance there.
 *
 * <p>Three nodes tell each story, of a log with four slots. The leaders {@code p1}, {@code p2} and {@code p3} have the numbers 3, 6, 9...;
 * 4, 7, 10...; and 5, 8, 11.... Each story is a behaviour of MultiPaxos.tla, and together they take all its actions. {@link
 * PaxosMadeSimpleSlipTest} has the sentence that each slip contradicts.
 *
 * <p>The spec leaves out, and so does this class: that a leader does not propose again what it knows to be chosen, that it is limited in how far
 * it runs ahead, that it sends its proposals again, what commands do when they are executed, and how a leader is elected.
 */
@ValidateTraces(everyActionTaken = true)
@Tag("core")
class PaxosMadeSimpleTest {
    private static final LogCluster CLUSTER = new LogCluster(3, 4);
    private static final Optional<String> C1 = Optional.of("c1");
    private static final Optional<String> C2 = Optional.of("c2");
    private static final Optional<String> NONE = Optional.empty();

    private Story story = new Story(CLUSTER, Cores.RIGHT, null);

    @BeforeEach
    void begin(RecordedTrace trace) throws IOException {
        story = new Story(CLUSTER, Cores.RIGHT, trace.record(Story.header(CLUSTER)));
    }

    /** The same stories of other cores, with no trace. */
    void begin(Cores cores) {
        story = new Story(CLUSTER, cores, null);
    }

    @Test
    void section3ALeaderCarriesOutPhase1OnceForAllInstancesWithOneShortMessage() {
        story.begin("p1");
        assertThat(story.news())
                .containsExactly(new Prepare("p1", "a1", 3), new Prepare("p1", "a2", 3), new Prepare("p1", "a3", 3));

        for (String acceptor : List.of("a1", "a2")) {
            story.deliver(Prepare.class, "p1", acceptor);
            story.deliver(Promise.class, acceptor, "p1");
        }
        story.leader("p1").lead();
        story.leader("p1").propose("c1");
        story.leader("p1").propose("c2");

        assertThat(story.allSent(Prepare.class, "p1", "a1")).hasSize(1);
        assertThat(story.allSent(Accept.class, "p1", "a1"))
                .containsExactly(new Accept("p1", "a1", 3, 1, "c1"), new Accept("p1", "a1", 3, 2, "c2"));
    }

    @Test
    void section3AnAcceptorReportsNothingOfInstancesInWhichItHasReceivedNoProposal() {
        story.begin("p1");
        story.news();

        story.deliver(Prepare.class, "p1", "a1");

        assertThat(story.news()).containsExactly(promise("a1", "p1", 3, Vote.NONE, Vote.NONE));
    }

    @Test
    void section3AnAcceptorReportsItsVoteInEveryInstanceInWhichItHasReceivedAProposal() {
        story.elect("p1", "a1", "a2");
        story.leader("p1").propose("c1");
        story.leader("p1").propose("c2");
        story.deliverAll(Accept.class, "p1", "a1");
        story.begin("p2");
        story.news();

        story.deliver(Prepare.class, "p2", "a1");

        assertThat(story.news()).containsExactly(promise("a1", "p2", 4, new Vote(3, C1), new Vote(3, C2)));
    }

    @Test
    void section3AServerLeadsOnceAMajorityHasPromised() {
        story.phase1("p1", "a1");
        assertThat(story.leader("p1").mayLead()).isFalse();

        story.deliver(Promise.class, "a1", "p1");
        assertThat(story.leader("p1").mayLead()).isFalse();

        story.deliver(Prepare.class, "p1", "a3");
        story.deliver(Promise.class, "a3", "p1");
        assertThat(story.leader("p1").mayLead()).isTrue();
    }

    @Test
    void section3ALeaderPutsEachCommandIntoTheNextInstance() {
        story.elect("p1", "a1", "a2");
        story.news();

        story.leader("p1").propose("c2");
        assertThat(story.news())
                .containsExactly(
                        new Accept("p1", "a1", 3, 1, "c2"),
                        new Accept("p1", "a2", 3, 1, "c2"),
                        new Accept("p1", "a3", 3, 1, "c2"));

        story.leader("p1").propose("c1");
        assertThat(story.sent(Accept.class, "p1", "a3")).isEqualTo(new Accept("p1", "a3", 3, 2, "c1"));
    }

    @Test
    void section3TheValueChosenInAnInstanceIsTheCommandAtThatPlace() {
        story.elect("p1", "a1", "a2");
        story.leader("p1").propose("c1");
        story.leader("p1").propose("c2");
        for (String acceptor : List.of("a1", "a3")) {
            story.deliverAll(Accept.class, "p1", acceptor);
            story.deliverAll(Accepted.class, acceptor, "l1");
        }

        assertThat(story.learner("l1").learned()).containsExactly(C1, C2, NONE, NONE);
    }

    /** One vote in each of two instances is a majority in none. */
    @Test
    void section3EachInstanceChoosesByItself() {
        story.elect("p1", "a1", "a2");
        story.leader("p1").propose("c1");
        Accept first = story.sent(Accept.class, "p1", "a1");
        story.leader("p1").propose("c2");
        Accept second = story.sent(Accept.class, "p1", "a2");
        story.deliver(first);
        story.deliver(second);

        story.deliver(Accepted.class, "a1", "l1");
        story.deliver(Accepted.class, "a2", "l1");

        assertThat(story.learner("l1").learned()).containsExactly(NONE, NONE, NONE, NONE);
    }

    /** All messages about the first are lost. */
    @Test
    void section3ALeaderProposesTheNextCommandBeforeItLearnsThatTheLastIsChosenSoThatThereMayBeAGap() {
        story.elect("p1", "a1", "a2");
        story.leader("p1").propose("c1");
        story.leader("p1").propose("c2");

        for (String acceptor : List.of("a1", "a2")) {
            story.deliver(Accept.class, "p1", acceptor);
            story.deliver(Accepted.class, acceptor, "l1");
        }

        assertThat(story.learner("l1").learned()).containsExactly(NONE, C2, NONE, NONE);
    }

    /** The first instance is determined and so is the third; the second is a gap; the fourth is free. */
    @Test
    void section3ANewLeaderProposesWhatItsPhase1DeterminesAndNoOpsInTheGaps() {
        oneAndThreeAreVotedFor();
        story.phase1("p2", "a1", "a3");
        story.news();

        story.leader("p2").lead();

        assertThat(story.allSent(Accept.class, "p2", "a2"))
                .containsExactly(
                        new Accept("p2", "a2", 4, 1, "c1"),
                        new Accept("p2", "a2", 4, 2, Leader.NOOP),
                        new Accept("p2", "a2", 4, 3, "c1"));
        assertThat(story.news()).hasSize(9);
    }

    @Test
    void section3AfterTheGapsAreFilledTheNextClientCommandTakesTheFirstFreeInstance() {
        oneAndThreeAreVotedFor();
        story.elect("p2", "a1", "a3");

        story.leader("p2").propose("c2");

        assertThat(story.sent(Accept.class, "p2", "a1")).isEqualTo(new Accept("p2", "a1", 4, 4, "c2"));
    }

    /** The leader's majority reports no vote, so that nothing is determined. */
    @Test
    void section3ANewLeaderProposesNothingWhereItsPhase1LeavesTheValueFree() {
        oneAndThreeAreVotedFor();
        story.phase1("p2", "a2", "a3");
        story.news();

        story.leader("p2").lead();

        assertThat(story.news()).isEmpty();
    }

    @Test
    void section3InEachInstanceANewLeaderProposesTheValueOfTheHighestNumberedVoteReported() {
        story.elect("p1", "a1", "a2");
        story.leader("p1").propose("c1");
        story.deliver(Accept.class, "p1", "a1");
        story.elect("p2", "a2", "a3");
        story.leader("p2").propose("c2");
        story.deliver(Accept.class, "p2", "a2");

        story.elect("p3", "a1", "a2");

        assertThat(story.sent(Accept.class, "p3", "a3")).isEqualTo(new Accept("p3", "a3", 5, 1, "c2"));
    }

    @Test
    void section3WhatIsChosenInAnInstanceStaysTheCommandAtThatPlaceUnderANewLeader() {
        story.elect("p1", "a1", "a2");
        story.leader("p1").propose("c1");
        story.deliver(Accept.class, "p1", "a1");
        story.deliver(Accept.class, "p1", "a2");
        story.deliver(Accepted.class, "a1", "l1");
        story.deliver(Accepted.class, "a2", "l1");

        story.elect("p2", "a2", "a3");
        story.deliver(Accept.class, "p2", "a2");
        story.deliver(Accept.class, "p2", "a3");
        for (String learner : List.of("l1", "l2")) {
            story.deliver(Accepted.class, "a2", learner);
            story.deliver(Accepted.class, "a3", learner);
        }

        assertThat(story.learner("l1").learned()).containsExactly(C1, NONE, NONE, NONE);
        assertThat(story.learner("l2").learned()).containsExactly(C1, NONE, NONE, NONE);
    }

    /** The one that was elected first has not heard of the other. */
    @Test
    void section3TwoServersThatBothThinkTheyLeadNeverHaveDifferentValuesChosenInOneInstance() {
        story.elect("p1", "a1", "a2");
        story.elect("p2", "a2", "a3");
        story.leader("p1").propose("c1");
        story.leader("p2").propose("c2");
        for (String acceptor : List.of("a2", "a3", "a1")) {
            story.deliver(Accept.class, "p2", acceptor);
            story.deliver(Accept.class, "p1", acceptor);
            story.deliver(Accepted.class, acceptor, "l1");
        }

        assertThat(story.allSent(Accepted.class, "a1", "l1")).containsExactly(new Accepted("a1", "l1", 4, 1, "c2"));
        assertThat(story.learner("l1").learned()).containsExactly(C2, NONE, NONE, NONE);
    }

    @Test
    void section3ALeaderThatIsRefusedForAHigherNumberLeadsNoMore() {
        story.elect("p1", "a1", "a2");
        story.elect("p2", "a2", "a3");
        story.leader("p1").propose("c1");
        story.deliver(Accept.class, "p1", "a2");

        story.deliver(Refusal.class, "a2", "p1");
        story.deliver(Refusal.class, "a2", "p1");

        assertThat(story.leader("p1").phase()).isEqualTo(Phase.IDLE);
        assertThat(story.leader("p1").hasRoom()).isFalse();
        story.begin("p1");
        assertThat(story.sent(Prepare.class, "p1", "a1").ballot()).isEqualTo(6);
    }

    @Test
    void section3WithoutALeaderNoCommandsAreProposed() {
        assertThat(story.leader("p1").hasRoom()).isFalse();
        story.leader("p1").ignoreRequest("c1");
        story.phase1("p1", "a1", "a2");
        assertThat(story.leader("p1").hasRoom()).isFalse();

        assertThat(story.allSent(Accept.class, "p1", "a1")).isEmpty();
    }

    /** A prepare request of an old leader, and the promise to it, arrive late. */
    @Test
    void section3AnAcceptorFollowsTheLeaderWithTheHighestNumberInAllInstances() {
        story.begin("p1");
        story.deliver(Prepare.class, "p1", "a1");
        story.elect("p2", "a1", "a2");
        story.news();

        story.deliver(Prepare.class, "p1", "a1");
        assertThat(story.news()).containsExactly(new Refusal("a1", "p1", 3, 4));

        story.deliver(Refusal.class, "a1", "p1");
        story.deliver(Promise.class, "a1", "p1");
        assertThat(story.leader("p1").mayLead()).isFalse();
    }

    @Test
    void section3AnAcceptorAnswersEachRequestOfALeaderOnce() {
        story.elect("p1", "a1", "a2");
        story.leader("p1").propose("c1");
        story.deliver(Accept.class, "p1", "a1");
        story.news();

        story.deliver(Prepare.class, "p1", "a1");
        story.deliver(Accept.class, "p1", "a1");

        assertThat(story.news()).isEmpty();
    }

    // ---- 2.5, which the instances of a log share

    @Test
    void section25AnAcceptorRemembersItsPromiseForAllInstancesEvenIfItFailsAndRestarts() {
        story.elect("p1", "a1", "a2");
        story.leader("p1").propose("c1");
        story.leader("p1").propose("c2");
        story.begin("p2");
        story.deliver(Prepare.class, "p2", "a1");
        story.crash("a1");
        story.news();

        story.deliverAll(Accept.class, "p1", "a1");

        assertThat(story.news()).containsExactly(new Refusal("a1", "p1", 3, 4), new Refusal("a1", "p1", 3, 4));
    }

    @Test
    void section25AnAcceptorRemembersItsVotesEvenIfItFailsAndRestarts() {
        story.elect("p1", "a1", "a2");
        story.leader("p1").propose("c1");
        story.leader("p1").propose("c2");
        story.deliverAll(Accept.class, "p1", "a1");
        story.crash("a1");
        story.begin("p2");
        story.news();

        story.deliver(Prepare.class, "p2", "a1");

        assertThat(story.news()).containsExactly(promise("a1", "p2", 4, new Vote(3, C1), new Vote(3, C2)));
    }

    @Test
    void section25AnAcceptorRecordsItsVoteInStableStorageBeforeItSendsIt() {
        story.elect("p1", "a1", "a2");
        story.leader("p1").propose("c1");
        Accept accept = story.sent(Accept.class, "p1", "a1");
        story.news();

        story.receive(accept);
        assertThat(story.news()).isEmpty();
        story.write("a1");
        assertThat(story.news()).hasSize(3).first().isEqualTo(new Accepted("a1", "l1", 3, 1, "c1"));
    }

    @Test
    void section25ALeaderRemembersTheHighestNumberItHasTriedAndBeginsWithAHigherOne() {
        story.elect("p1", "a1", "a2");
        story.crash("p1");
        assertThat(story.leader("p1").phase()).isEqualTo(Phase.IDLE);

        story.begin("p1");

        assertThat(story.sent(Prepare.class, "p1", "a1").ballot()).isEqualTo(6);
    }

    // ---- What the paper leaves open

    @Test
    void aLogThatIsFullTakesNoMoreCommands() {
        story.elect("p1", "a1", "a2");
        story.leader("p1").propose("c1");
        story.leader("p1").propose("c2");
        story.leader("p1").propose("c1");
        story.leader("p1").propose("c2");

        assertThat(story.leader("p1").hasRoom()).isFalse();
        story.leader("p1").ignoreRequest("c1");
        assertThat(story.allSent(Accept.class, "p1", "a1")).hasSize(4);
    }

    @Test
    void aLearnerThatFailsForgetsAndIsToldAgainByTheNextLeader() {
        story.elect("p1", "a1", "a2");
        story.leader("p1").propose("c1");
        for (String acceptor : List.of("a1", "a2")) {
            story.deliver(Accept.class, "p1", acceptor);
            story.deliver(Accepted.class, acceptor, "l1");
        }

        story.crash("l1");
        assertThat(story.learner("l1").learned()).containsExactly(NONE, NONE, NONE, NONE);
        story.elect("p3", "a2", "a3");
        for (String acceptor : List.of("a2", "a3")) {
            story.deliver(Accept.class, "p3", acceptor);
            story.deliver(Accepted.class, acceptor, "l1");
        }

        assertThat(story.learner("l1").learned()).containsExactly(C1, NONE, NONE, NONE);
    }

    /** The first leader's proposals for the first and third instance reach one acceptor each, that for the second none. */
    private void oneAndThreeAreVotedFor() {
        story.elect("p1", "a1", "a2");
        story.leader("p1").propose("c1");
        story.deliver(Accept.class, "p1", "a1");
        story.leader("p1").propose("c2");
        story.leader("p1").propose("c1");
        story.deliver(Accept.class, "p1", "a1");
    }

    /** Of an acceptor that has voted in the first two instances at most. */
    private static Promise promise(String acceptor, String leader, int ballot, Vote first, Vote second) {
        return new Promise(acceptor, leader, ballot, List.of(first, second, Vote.NONE, Vote.NONE));
    }
}
