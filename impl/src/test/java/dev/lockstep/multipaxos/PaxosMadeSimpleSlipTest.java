package dev.lockstep.multipaxos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.multipaxos.node.Cores;
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
        "LEAVES_THE_GAPS, section3ANewLeaderProposesWhatItsPhase1DeterminesAndNoOpsInTheGaps",
        "FILLS_WITH_NO_OPS_WHATEVER_IS_REPORTED, section3WhatIsChosenInAnInstanceStaysTheCommandAtThatPlaceUnderANewLeader",
        "REPORTS_THE_FIRST_SLOT_ONLY, section3AnAcceptorReportsItsVoteInEveryInstanceInWhichItHasReceivedAProposal",
        "RECOVERS_WITHOUT_ITS_ROUND, section25ALeaderRemembersTheHighestNumberItHasTriedAndBeginsWithAHigherOne",
        "RECOVERS_WITHOUT_ITS_PROMISE, section25AnAcceptorRemembersItsPromiseForAllInstancesEvenIfItFailsAndRestarts",
        "ACCEPTS_BELOW_ITS_PROMISE, section3TwoServersThatBothThinkTheyLeadNeverHaveDifferentValuesChosenInOneInstance",
        "COUNTS_REPORTS_OF_ALL_SLOTS_TOGETHER, section3EachInstanceChoosesByItself"
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
