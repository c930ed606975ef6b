package dev.lockstep.paxos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.paxos.Slip;
import dev.lockstep.run.Outcome;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The canary of {@link PaxosClients}: slips that hurt often are seen on the run itself, with no spec in sight. */
class SlipTest {
    @ParameterizedTest
    @EnumSource(
            value = Slip.class,
            names = {"TAKES_ONE_ACCEPTOR_FOR_A_QUORUM", "PROPOSES_BEFORE_A_QUORUM_PROMISED"})
    void aSlipThatHurtsIsSeenWithin200Runs(Slip slip) {
        assertThat(LongStream.rangeClosed(1, 200)
                        .mapToObj(seed -> outcome(slip, seed))
                        .filter(outcome -> outcome.matches("(agreement|validity).*"))
                        .findFirst())
                .as("what is seen in 200 runs")
                .isPresent();
    }

    private static String outcome(Slip slip, long seed) {
        return Outcome.of(
                new PaxosProtocol(), new PaxosProtocol.Group(PaxosProtocol.cluster(5), slip, 32), seed, 1_000);
    }
}
