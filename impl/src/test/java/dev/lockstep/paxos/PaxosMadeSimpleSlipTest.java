package dev.lockstep.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.paxos.node.Cores;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.commons.support.ReflectionSupport;

/** The canary of {@link PaxosMadeSimpleTest}: each slip contradicts a sentence of the paper, and the test of that sentence fails. */
class PaxosMadeSimpleSlipTest {
    /** A sentence that each slip contradicts; some contradict more. */
    @ParameterizedTest
    @CsvSource({
        "ACCEPTS_BELOW_ITS_PROMISE, section22AnAcceptorAcceptsAProposalUnlessItHasAnsweredAPrepareRequestWithAHigherNumber",
        "TAKES_ONE_ACCEPTOR_FOR_A_QUORUM, section22AProposerIssuesNoProposalBeforeAMajorityOfTheAcceptorsHasResponded",
        "TAKES_ONE_ACCEPTOR_FOR_A_QUORUM, section23ALearnerLearnsThatAValueIsChosenOnceAMajorityHasAcceptedTheProposal",
        "LEAVES_ITS_IDENTITY_OUT_OF_THE_NUMBER, section22DifferentProposalsHaveDifferentNumbers",
        "LEAVES_ITS_IDENTITY_OUT_OF_THE_NUMBER, section25DifferentProposersChooseTheirNumbersFromDisjointSets",
        "PROMISES_THE_SAME_BALLOT_AGAIN, section22AnAcceptorIgnoresAPrepareRequestThatItHasAnsweredAlready",
        "PROPOSES_THE_EARLIEST_VALUE_REPORTED, section22AProposerProposesTheValueOfTheHighestNumberedProposalAmongTheResponses",
        "COUNTS_VOTES_OF_DIFFERENT_BALLOTS_TOGETHER, section23AcceptorsThatAcceptedDifferentProposalsAreNoMajorityEvenIfTheValueIsTheSame",
        "PROPOSES_BEFORE_A_QUORUM_PROMISED, section22AProposerIssuesNoProposalBeforeAMajorityOfTheAcceptorsHasResponded",
        "PROPOSES_ITS_OWN_VALUE_WHATEVER_IS_REPORTED, section22OnceAValueIsChosenEveryHigherNumberedProposalHasThatValue",
        "COUNTS_A_PROMISE_TWICE, section22AResponseThatComesTwiceIsOneAcceptor",
        "RECOVERS_WITHOUT_ITS_PROMISE, section22AnAcceptorRemembersItsPromiseEvenIfItFailsAndRestarts",
        "RECOVERS_WITHOUT_ITS_VOTE, section22AnAcceptorRemembersTheHighestNumberedProposalThatItAcceptedEvenIfItFailsAndRestarts",
        "RECOVERS_WITHOUT_ITS_ROUND, section25AProposerRemembersTheHighestNumberItHasTriedAndBeginsWithAHigherOne",
        "ANSWERS_ALTHOUGH_THE_WRITE_FAILED, section25AnAcceptorRecordsItsResponseInStableStorageBeforeItSendsIt",
        "NEVER_TELLS_THE_OTHER_LEARNERS, section23EachDistinguishedLearnerInformsTheOtherLearners"
    })
    void aSlipContradictsASentence(Slip slip, String sentence) {
        assertThat(contradicted(slip)).contains(sentence);
    }

    @Test
    void everySlipContradictsASentence() {
        assertThat(Slip.values())
                .allSatisfy(slip -> assertThat(contradicted(slip)).isNotEmpty());
    }

    @Test
    void theRightCoresContradictNone() {
        assertThat(contradicted(Cores.RIGHT)).isEmpty();
    }

    /** The tests that find something else than they expect. Whatever else goes wrong in one of them is thrown. */
    private static Set<String> contradicted(Cores cores) {
        Set<String> contradicted = new TreeSet<>();
        Arrays.stream(PaxosMadeSimpleTest.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .forEach(method -> {
                    PaxosMadeSimpleTest test = new PaxosMadeSimpleTest();
                    test.begin(cores);
                    try {
                        ReflectionSupport.invokeMethod(method, test);
                    } catch (AssertionError e) {
                        contradicted.add(method.getName());
                    }
                });
        return contradicted;
    }
}
