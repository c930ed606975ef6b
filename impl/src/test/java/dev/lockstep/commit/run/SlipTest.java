package dev.lockstep.commit.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.commit.Slip;
import dev.lockstep.run.SimulatedRun;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Choice;
import dev.lockstep.simulation.Schedule;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The canary of {@link Ledger}: slips that hurt are seen on the run itself, with no spec in sight. */
class SlipTest {
    @ParameterizedTest
    @EnumSource(Slip.class)
    void aSlipThatHurtsIsSeenWithin200Runs(Slip slip) {
        assertThat(LongStream.rangeClosed(1, 200)
                        .mapToObj(seed -> outcome(slip, seed))
                        .filter(outcome ->
                                outcome.matches("(atomicity|durability|isolation|liveness|the data of p[1-3] is).*"))
                        .findFirst())
                .as("what is seen in 200 runs")
                .isPresent();
    }

    private static String outcome(Slip slip, long seed) {
        try {
            new SimulatedRun<>(
                            new CommitProtocol.Group(CommitProtocol.cluster(4), slip),
                            Channels.UNORDERED,
                            CommitProtocol.LIKELY,
                            Schedule.random(seed),
                            null)
                    .run(500, (Choice choice) -> {});
            return "right";
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
