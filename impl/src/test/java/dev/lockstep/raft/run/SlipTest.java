package dev.lockstep.raft.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.raft.Slip;
import dev.lockstep.simulation.Schedule;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The canary of {@link Ledger}: slips that hurt often are seen on the run itself, with no spec in sight. */
class SlipTest {
    @ParameterizedTest
    @EnumSource(
            value = Slip.class,
            names = {"COUNTS_OUTSIDERS", "TAKES_HALF_FOR_A_MAJORITY", "RECOVERS_WITHOUT_ITS_LAST_ENTRY"})
    void aSlipThatHurtsIsSeenWithin200Runs(Slip slip) {
        assertThat(LongStream.rangeClosed(1, 200).mapToObj(seed -> outcome(slip, seed)))
                .as("outcomes of 200 runs")
                .anyMatch(outcome -> outcome.matches("(agreement|lost|election safety|state machines).*"));
    }

    private static String outcome(Slip slip, long seed) {
        try {
            new SimulatedRun(
                            RaftProtocol.cluster(4, 8, 2_000),
                            slip,
                            RaftProtocol.LIKELY,
                            8,
                            Schedule.random(seed),
                            null)
                    .run(2_000, choice -> {});
            return "right";
        } catch (RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
