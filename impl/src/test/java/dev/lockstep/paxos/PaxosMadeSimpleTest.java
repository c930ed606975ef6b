package dev.lockstep.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.junit.RecordedTrace;
import dev.lockstep.junit.ValidateTraces;
import dev.lockstep.paxos.Message.Accept;
import dev.lockstep.paxos.Message.Accepted;
import dev.lockstep.paxos.Message.Ask;
import dev.lockstep.paxos.Message.Chosen;
import dev.lockstep.paxos.Message.Prepare;
import dev.lockstep.paxos.Message.Promise;
import dev.lockstep.paxos.Message.Refusal;
import dev.lockstep.paxos.node.Cluster;
import dev.lockstep.paxos.node.Cores;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What L. Lamport, "Paxos Made Simple", ACM SIGACT News 32(4), 2001, says that a process does or must not do, sentence by sentence: sections 2.2
 * to 2.5. Section 3 is told by the test of the same name in {@code multipaxos}.
 *
 * <p>Three nodes tell each story. The proposers {@code p1}, {@code p2} and {@code p3} have the numbers 3, 6, 9...; 4, 7, 10...; and 5, 8, 11....
 * The learners {@code l1} and {@code l2} are distinguished: they inform {@code l3}. Each story is a behaviour of Paxos.tla, and together they take
 * all its actions. {@link PaxosMadeSimpleSlipTest} has the sentence that each slip contradicts.
 */
@ValidateTraces(everyActionTaken = true)
@Tag("core")
class PaxosMadeSimpleTest {
    private static final Cluster CLUSTER = new Cluster(3, 2);
    private static final Optional<String> V1 = Optional.of("v1");
    private static final Optional<String> V2 = Optional.of("v2");

    private Story story = new Story(CLUSTER, Cores.RIGHT, null);

    @BeforeEach
    void begin(RecordedTrace trace) throws IOException {
        story = new Story(CLUSTER, Cores.RIGHT, trace.record(Story.header(CLUSTER)));
        clientsAsk();
    }

    /** The same stories of other cores, with no trace. */
    void begin(Cores cores) {
        story = new Story(CLUSTER, cores, null);
        clientsAsk();
    }

    /** Each proposer has a value of its own to propose. */
    private void clientsAsk() {
        story.proposer("p1").request("v1");
        story.proposer("p2").request("v2");
        story.proposer("p3").request("v3");
    }

    // ---- 2.2 Choosing a value

    /** P1. */
    @Test
    void section22AnAcceptorAcceptsTheFirstProposalThatItReceives() {
        story.phase1("p1", "a1", "a2");
        story.phase2("p1");
        story.news();

        story.deliver(Accept.class, "p1", "a3");

        assertThat(story.news()).isEqualTo(votes("a3", 3, "v1"));
    }

    @Test
    void section22AnAcceptorMayAcceptMoreThanOneProposal() {
        story.phase1("p1", "a1", "a2");
        story.phase2("p1", "a1");
        story.phase1("p2", "a2", "a3");
        story.phase2("p2");
        story.news();

        story.deliver(Accept.class, "p2", "a1");

        assertThat(story.news()).isEqualTo(votes("a1", 4, "v2"));
    }

    @Test
    void section22DifferentProposalsHaveDifferentNumbers() {
        for (int round = 1; round <= 3; round++) {
            story.begin("p1");
            story.begin("p2");
            story.begin("p3");
        }

        List<Integer> numbers = story.network().stream()
                .filter(m -> m.to().equals("a1"))
                .map(m -> ((Prepare) m).ballot())
                .toList();
        assertThat(numbers).hasSize(9).doesNotHaveDuplicates();
    }

    /** P2. */
    @Test
    void section22OnceAValueIsChosenEveryHigherNumberedProposalHasThatValue() {
        story.phase1("p1", "a1", "a2");
        story.phase2("p1", "a1", "a2");

        story.phase1("p2", "a2", "a3");
        story.phase2("p2", "a3");
        assertThat(story.sent(Accept.class, "p2", "a1").value()).isEqualTo("v1");

        story.phase1("p3", "a2", "a3");
        story.phase2("p3");
        assertThat(story.sent(Accept.class, "p3", "a1").value()).isEqualTo("v1");
    }

    /** Phase 1(a). */
    @Test
    void section22AProposerChoosesANumberAndSendsAPrepareRequestToTheAcceptors() {
        story.begin("p1");

        assertThat(story.news())
                .containsExactly(new Prepare("p1", "a1", 3), new Prepare("p1", "a2", 3), new Prepare("p1", "a3", 3));
    }

    @Test
    void section22AProposerThatTriesAgainChoosesAHigherNumber() {
        story.begin("p1");
        story.begin("p1");

        assertThat(story.sent(Prepare.class, "p1", "a1").ballot()).isEqualTo(6);
    }

    /** Phase 1(b). */
    @Test
    void section22AnAcceptorAskedWithAHigherNumberThanAnyItHasAnsweredPromises() {
        story.begin("p1");
        story.begin("p2");
        story.news();

        story.deliver(Prepare.class, "p1", "a1");
        story.deliver(Prepare.class, "p2", "a1");

        assertThat(story.news())
                .containsExactly(new Promise("a1", "p1", 3, Vote.NONE), new Promise("a1", "p2", 4, Vote.NONE));
    }

    /** Phase 1(b). */
    @Test
    void section22APromiseReportsTheHighestNumberedProposalThatTheAcceptorHasAccepted() {
        story.phase1("p1", "a1", "a2");
        story.phase2("p1", "a1");
        story.phase1("p2", "a2", "a3");
        story.phase2("p2", "a1");
        story.begin("p3");
        story.news();

        story.deliver(Prepare.class, "p3", "a1");

        assertThat(story.news()).containsExactly(new Promise("a1", "p3", 5, new Vote(4, V2)));
    }

    @Test
    void section22AnAcceptorAnswersNoPrepareRequestBelowOneThatItHasAnsweredAndInformsTheProposer() {
        story.begin("p1");
        story.begin("p2");
        story.deliver(Prepare.class, "p2", "a1");
        story.news();

        story.deliver(Prepare.class, "p1", "a1");

        assertThat(story.news()).containsExactly(new Refusal("a1", "p1", 3, 4));
    }

    @Test
    void section22AnAcceptorIgnoresAPrepareRequestThatItHasAnsweredAlready() {
        story.begin("p1");
        story.deliver(Prepare.class, "p1", "a1");
        story.news();

        story.deliver(Prepare.class, "p1", "a1");

        assertThat(story.news()).isEmpty();
    }

    @Test
    void section22AnAcceptorIgnoresAPrepareRequestForAProposalThatItHasAccepted() {
        story.phase1("p1", "a1", "a2");
        story.phase2("p1", "a3");
        story.news();

        story.deliver(Prepare.class, "p1", "a3");

        assertThat(story.news()).isEmpty();
    }

    /** Phase 2(a). */
    @Test
    void section22AProposerIssuesNoProposalBeforeAMajorityOfTheAcceptorsHasResponded() {
        story.begin("p1");
        assertThat(story.proposer("p1").mayPropose()).isFalse();

        story.deliver(Prepare.class, "p1", "a1");
        story.deliver(Promise.class, "a1", "p1");
        assertThat(story.proposer("p1").mayPropose()).isFalse();

        story.deliver(Prepare.class, "p1", "a3");
        story.deliver(Promise.class, "a3", "p1");
        assertThat(story.proposer("p1").mayPropose()).isTrue();
    }

    @Test
    void section22AResponseThatComesTwiceIsOneAcceptor() {
        story.phase1("p1", "a1");

        story.deliver(Promise.class, "a1", "p1");

        assertThat(story.proposer("p1").mayPropose()).isFalse();
    }

    @Test
    void section22AResponseToAnotherNumberIsNoneToThis() {
        story.begin("p1");
        story.deliver(Prepare.class, "p1", "a1");
        story.deliver(Prepare.class, "p1", "a2");
        story.begin("p1");

        story.deliver(Promise.class, "a1", "p1");
        story.deliver(Promise.class, "a2", "p1");

        assertThat(story.proposer("p1").mayPropose()).isFalse();
    }

    /** Phase 2(a): "v1" has the lower number, and is reported after the other and before it. */
    @Test
    void section22AProposerProposesTheValueOfTheHighestNumberedProposalAmongTheResponses() {
        story.phase1("p1", "a1", "a2");
        story.phase2("p1", "a1");
        story.phase1("p2", "a2", "a3");
        story.phase2("p2", "a2");

        story.phase1("p3", "a2", "a1");
        story.phase2("p3");
        assertThat(story.sent(Accept.class, "p3", "a1")).isEqualTo(new Accept("p3", "a1", 5, "v2"));

        story.phase1("p1", "a1", "a2");
        story.phase2("p1");
        assertThat(story.sent(Accept.class, "p1", "a1")).isEqualTo(new Accept("p1", "a1", 6, "v2"));
    }

    /** Phase 2(a). */
    @Test
    void section22AProposerMayProposeAnyValueIfTheResponsesReportNoProposals() {
        story.phase1("p2", "a1", "a3");
        story.news();

        story.phase2("p2");

        assertThat(story.news())
                .containsExactly(
                        new Accept("p2", "a1", 4, "v2"),
                        new Accept("p2", "a2", 4, "v2"),
                        new Accept("p2", "a3", 4, "v2"));
    }

    /** Phase 2(b), P1a. */
    @Test
    void section22AnAcceptorAcceptsAProposalUnlessItHasAnsweredAPrepareRequestWithAHigherNumber() {
        story.phase1("p1", "a1", "a2");
        story.phase2("p1");
        story.begin("p2");
        story.deliver(Prepare.class, "p2", "a2");
        story.news();

        story.deliver(Accept.class, "p1", "a1");
        assertThat(story.news()).isEqualTo(votes("a1", 3, "v1"));

        story.deliver(Accept.class, "p1", "a2");
        assertThat(story.news()).containsExactly(new Refusal("a2", "p1", 3, 4));
    }

    /** A lower number than that of a vote, without a promise in between. */
    @Test
    void section22AnAcceptorAcceptsNoProposalBelowOneThatItHasAccepted() {
        story.phase1("p1", "a1", "a2");
        story.phase2("p1");
        story.phase1("p2", "a1", "a2");
        story.phase2("p2", "a3");
        story.news();

        story.deliver(Accept.class, "p1", "a3");

        assertThat(story.news()).containsExactly(new Refusal("a3", "p1", 3, 4));
    }

    /** The number of its vote is that of the request, which comes twice. */
    @Test
    void section22AnAcceptorAcceptsAProposalOnce() {
        story.phase1("p1", "a1", "a2");
        story.phase2("p1", "a1");
        story.news();

        story.deliver(Accept.class, "p1", "a1");

        assertThat(story.news()).isEmpty();
    }

    @Test
    void section22AnAcceptorRemembersItsPromiseEvenIfItFailsAndRestarts() {
        story.phase1("p1", "a1", "a2");
        story.phase2("p1");
        story.begin("p2");
        story.deliver(Prepare.class, "p2", "a1");
        story.crash("a1");
        story.news();

        story.deliver(Accept.class, "p1", "a1");

        assertThat(story.news()).containsExactly(new Refusal("a1", "p1", 3, 4));
    }

    @Test
    void section22AnAcceptorRemembersTheHighestNumberedProposalThatItAcceptedEvenIfItFailsAndRestarts() {
        story.phase1("p1", "a1", "a2");
        story.phase2("p1", "a1");
        story.crash("a1");
        story.begin("p2");
        story.news();

        story.deliver(Prepare.class, "p2", "a1");

        assertThat(story.news()).containsExactly(new Promise("a1", "p2", 4, new Vote(3, V1)));
    }

    @Test
    void section22AProposerMayForgetAProposalIfItNeverIssuesAnotherWithTheSameNumber() {
        story.phase1("p1", "a1", "a2");
        story.crash("p1");
        assertThat(story.proposer("p1").mayPropose()).isFalse();

        story.proposer("p1").request("v3");
        story.begin("p1");

        assertThat(story.sent(Prepare.class, "p1", "a1").ballot()).isEqualTo(6);
    }

    /** All that belongs to the abandoned proposal arrives when the next one is under way. */
    @Test
    void section22WhatArrivesLongAfterAProposalWasAbandonedDoesNoHarm() {
        story.begin("p2");
        story.deliver(Prepare.class, "p2", "a3");
        story.phase1("p1", "a1", "a2");
        story.phase2("p1");
        story.deliver(Accept.class, "p1", "a3");
        Promise promise = story.sent(Promise.class, "a1", "p1");
        Refusal refusal = story.sent(Refusal.class, "a3", "p1");
        Accept accept = story.sent(Accept.class, "p1", "a1");
        story.begin("p1");
        story.deliver(Prepare.class, "p1", "a1");
        story.news();

        story.deliver(promise);
        story.deliver(refusal);
        story.deliver(accept);

        assertThat(story.proposer("p1").phase()).isEqualTo(Phase.PREPARING);
        assertThat(story.proposer("p1").mayPropose()).isFalse();
        assertThat(story.news()).containsExactly(new Refusal("a1", "p1", 3, 6));
    }

    @Test
    void section22AProposerThatIsInformedOfAHigherNumberAbandonsItsProposal() {
        story.begin("p1");
        story.begin("p3");
        story.begin("p3");
        story.deliver(Prepare.class, "p3", "a1");
        story.deliver(Prepare.class, "p1", "a1");

        story.deliver(Refusal.class, "a1", "p1");

        assertThat(story.proposer("p1").phase()).isEqualTo(Phase.IDLE);
        story.begin("p1");
        assertThat(story.sent(Prepare.class, "p1", "a1").ballot()).isEqualTo(9).isGreaterThan(8);
    }

    // ---- 2.3 Learning a chosen value

    @Test
    void section23ALearnerLearnsThatAValueIsChosenOnceAMajorityHasAcceptedTheProposal() {
        story.phase1("p1", "a1", "a2");
        story.phase2("p1", "a1", "a3");

        story.deliver(Accepted.class, "a1", "l1");
        assertThat(story.learner("l1").learned()).isEmpty();

        story.deliver(Accepted.class, "a3", "l1");
        assertThat(story.learner("l1").learned()).isEqualTo(V1);
    }

    @Test
    void section23AReportThatComesTwiceIsOneAcceptor() {
        story.phase1("p1", "a1", "a2");
        story.phase2("p1", "a1");

        story.deliver(Accepted.class, "a1", "l1");
        story.deliver(Accepted.class, "a1", "l1");

        assertThat(story.learner("l1").learned()).isEmpty();
    }

    /** No single proposal has a majority, although two of three acceptors have accepted its value. */
    @Test
    void section23AcceptorsThatAcceptedDifferentProposalsAreNoMajorityEvenIfTheValueIsTheSame() {
        story.phase1("p1", "a1", "a2");
        story.phase2("p1", "a1");
        story.phase1("p2", "a1", "a3");
        story.phase2("p2", "a2");
        assertThat(story.sent(Accepted.class, "a2", "l1")).isEqualTo(new Accepted("a2", "l1", 4, "v1"));

        story.deliver(Accepted.class, "a1", "l1");
        story.deliver(Accepted.class, "a2", "l1");

        assertThat(story.learner("l1").learned()).isEmpty();
    }

    @Test
    void section23AnAcceptorThatAcceptsSendsTheProposalToTheDistinguishedLearners() {
        story.phase1("p1", "a1", "a2");
        story.phase2("p1");
        story.news();

        story.deliver(Accept.class, "p1", "a2");

        assertThat(story.news()).containsExactly(new Accepted("a2", "l1", 3, "v1"), new Accepted("a2", "l2", 3, "v1"));
    }

    @Test
    void section23EachDistinguishedLearnerInformsTheOtherLearners() {
        chooses("p1");
        story.news();

        for (String learner : List.of("l1", "l2")) {
            story.deliver(Accepted.class, "a1", learner);
            story.deliver(Accepted.class, "a2", learner);
        }

        assertThat(story.news()).containsExactly(new Chosen("l1", "l3", "v1"), new Chosen("l2", "l3", "v1"));
        story.deliver(Chosen.class, "l1", "l3");
        story.deliver(Chosen.class, "l2", "l3");
        assertThat(story.learner("l3").learned()).isEqualTo(V1);
    }

    /** All reports are lost. A third of the acceptors is down, so that nobody could be asked whether there was a majority. */
    @Test
    void section23ALearnerThatMissedTheOutcomeHasAProposerIssueAProposalWhichTellsIt() {
        chooses("p1");
        story.crash("p3");

        story.learner("l2").ask("p3");
        story.deliver(Ask.class, "l2", "p3");
        story.write("p3");
        for (String acceptor : List.of("a2", "a3")) {
            story.deliver(Prepare.class, "p3", acceptor);
            story.deliver(Promise.class, acceptor, "p3");
        }
        story.phase2("p3", "a2", "a3");
        story.deliver(Accepted.class, "a2", "l2");
        story.deliver(Accepted.class, "a3", "l2");

        assertThat(story.learner("l2").learned()).isEqualTo(V1);
    }

    /** The learner to be informed missed it, and had a proposer issue another proposal; who is informed of that knows already. */
    @Test
    void section23ALearnerThatKnowsInformsTheOthersAgainWhenAcceptorsAcceptAgain() {
        chooses("p1");
        story.deliver(Accepted.class, "a1", "l1");
        story.deliver(Accepted.class, "a2", "l1");
        story.phase1("p2", "a2", "a3");
        story.phase2("p2", "a3");
        story.news();

        story.deliver(Accepted.class, "a3", "l1");

        assertThat(story.news()).containsExactly(new Chosen("l1", "l3", "v1"));
        assertThat(story.learner("l1").learned()).isEqualTo(V1);
    }

    @Test
    void section23ALearnerThatFailsForgetsAndLearnsTheSameAgain() {
        chooses("p1");
        story.deliver(Accepted.class, "a1", "l1");
        story.deliver(Accepted.class, "a2", "l1");

        story.crash("l1");
        assertThat(story.learner("l1").learned()).isEmpty();
        story.phase1("p2", "a2", "a3");
        story.phase2("p2", "a2", "a3");
        story.deliver(Accepted.class, "a2", "l1");
        story.deliver(Accepted.class, "a3", "l1");

        assertThat(story.learner("l1").learned()).isEqualTo(V1);
    }

    // ---- 2.4 Progress

    /** Each completes phase 1 before the proposal of the other arrives. */
    @Test
    void section24TwoProposersThatKeepIssuingProposalsMayKeepEachOtherFromSuccess() {
        story.phase1("p1", "a1", "a2", "a3");
        story.phase2("p1");
        for (int round = 1; round <= 5; round++) {
            overtakes("p2", "p1");
            overtakes("p1", "p2");
        }

        assertThat(story.network()).noneMatch(m -> m instanceof Accepted);
        assertThat(story.sent(Prepare.class, "p1", "a1").ballot()).isEqualTo(30);
    }

    /** The next proposal of the loser is prepared once this one has been. */
    private void overtakes(String proposer, String other) {
        story.phase1(proposer, "a1", "a2", "a3");
        story.phase2(proposer);
        for (String acceptor : List.of("a1", "a2", "a3")) {
            story.deliver(Accept.class, other, acceptor);
            story.deliver(Refusal.class, acceptor, other);
        }
        assertThat(story.proposer(other).phase()).isEqualTo(Phase.IDLE);
    }

    /** Others have used 7 and 11 before it was the only one. One acceptor is down. */
    @Test
    void section24ADistinguishedProposerThatAbandonsAndTriesAgainChoosesANumberThatIsHighEnough() {
        story.begin("p2");
        story.begin("p2");
        story.deliver(Prepare.class, "p2", "a1");
        story.begin("p3");
        story.begin("p3");
        story.begin("p3");
        story.deliver(Prepare.class, "p3", "a3");

        int attempts = 0;
        while (!story.proposer("p1").mayPropose() && attempts < 5) {
            attempts++;
            story.begin("p1");
            for (String acceptor : List.of("a1", "a3")) {
                story.deliver(Prepare.class, "p1", acceptor);
                boolean isRefused = story.news().stream().anyMatch(m -> m instanceof Refusal);
                story.deliver(isRefused ? Refusal.class : Promise.class, acceptor, "p1");
            }
        }
        story.phase2("p1", "a1", "a3");

        assertThat(attempts).isEqualTo(3);
        assertThat(story.news()).contains(new Accepted("a1", "l1", 12, "v1"), new Accepted("a3", "l1", 12, "v1"));
    }

    // ---- 2.5 The implementation

    @Test
    void section25AnAcceptorRecordsItsResponseInStableStorageBeforeItSendsIt() {
        story.begin("p1");
        Prepare prepare = story.sent(Prepare.class, "p1", "a1");
        story.news();

        story.receive(prepare);
        assertThat(story.news()).isEmpty();
        story.write("a1");
        assertThat(story.news()).containsExactly(new Promise("a1", "p1", 3, Vote.NONE));

        story.crash("a1");
        story.deliver(prepare);
        assertThat(story.news()).as("the promise is given already").isEmpty();
    }

    /** Nobody has seen the answer, so that the acceptor may give it anew. */
    @Test
    void section25AResponseIsLostTogetherWithItsRecord() {
        story.phase1("p1", "a1", "a2");
        story.phase2("p1");
        story.news();
        Accept accept = story.sent(Accept.class, "p1", "a1");

        story.receive(accept);
        story.crash("a1");
        assertThat(story.news()).isEmpty();

        story.deliver(accept);
        assertThat(story.news()).isEqualTo(votes("a1", 3, "v1"));
    }

    @Test
    void section25DifferentProposersChooseTheirNumbersFromDisjointSets() {
        for (int round = 1; round <= 5; round++) {
            story.begin("p1");
            story.begin("p2");
        }

        assertThat(numbers("p1")).hasSize(5).doesNotContainAnyElementsOf(numbers("p2"));
    }

    /** The numbers with which a proposer has sent prepare requests. */
    private Set<Integer> numbers(String proposer) {
        return story.network().stream()
                .filter(m -> m instanceof Prepare && m.from().equals(proposer))
                .map(m -> ((Prepare) m).ballot())
                .collect(Collectors.toSet());
    }

    @Test
    void section25AProposerRemembersTheHighestNumberItHasTriedAndBeginsWithAHigherOne() {
        story.begin("p1");
        story.begin("p1");
        story.crash("p1");
        story.proposer("p1").request("v2");

        story.begin("p1");

        assertThat(story.sent(Prepare.class, "p1", "a1").ballot()).isEqualTo(9);
    }

    @Test
    void section25AProposerRecordsTheNumberBeforeItSendsIt() {
        story.proposer("p1").prepare();
        assertThat(story.news()).isEmpty();

        story.write("p1");
        assertThat(story.news()).hasSize(3);
    }

    // ---- What the paper leaves open

    @Test
    void aProposerThatIsBusyWithABallotStartsNoOtherForALearner() {
        story.begin("p1");
        story.news();
        story.learner("l1").ask("p1");
        story.deliver(Ask.class, "l1", "p1");

        assertThat(story.proposer("p1").phase()).isEqualTo(Phase.PREPARING);
        assertThat(story.news()).containsExactly(new Ask("l1", "p1"));
    }

    @Test
    void aProposerHasRoomForOneRequest() {
        story.proposer("p1").ignoreRequest("v2");

        story.phase1("p1", "a1", "a2");
        story.phase2("p1");

        assertThat(story.sent(Accept.class, "p1", "a1").value()).isEqualTo("v1");
    }

    /** Chosen by {@code a1} and {@code a2}; nobody has learned it. */
    private void chooses(String proposer) {
        story.phase1(proposer, "a1", "a2");
        story.phase2(proposer, "a1", "a2");
    }

    /** The reports of a vote. */
    private static List<Message> votes(String acceptor, int ballot, String value) {
        return Stream.of("l1", "l2")
                .<Message>map(learner -> new Accepted(acceptor, learner, ballot, value))
                .toList();
    }
}
