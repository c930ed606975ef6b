package dev.lockstep.raft.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.raft.Slip;
import dev.lockstep.run.Outcome;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The canary of {@link Ledger} within a run: what is wrong is seen on the run itself, with no spec in sight. */
class SlipTest {
    /** Of two servers each is half, and elects itself. */
    @Test
    void aSlipThatHurtsIsSeenWithin50Runs() {
        assertThat(LongStream.rangeClosed(1, 50)
                        .mapToObj(SlipTest::outcome)
                        .filter(outcome -> outcome.matches("(agreement|lost|election safety|state machines).*"))
                        .findFirst())
                .as("what is seen in 50 runs")
                .isPresent();
    }

    private static String outcome(long seed) {
        return Outcome.of(
                new RaftProtocol(),
                new LogDeployment(new RaftCluster(2, 0, 500, 15), Slip.TAKES_HALF_FOR_A_MAJORITY, 0, 2_000),
                seed,
                2_000);
    }
}
