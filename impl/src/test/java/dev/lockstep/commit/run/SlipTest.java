package dev.lockstep.commit.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.commit.Slip;
import dev.lockstep.run.Outcome;
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
        return Outcome.of(new CommitProtocol(), new CommitProtocol.Group(CommitProtocol.cluster(4), slip), seed, 500);
    }
}
