package dev.lockstep.clocks.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.clocks.ClockSlip;
import dev.lockstep.run.Outcome;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The canary of {@link ClockClients}: slips that hurt are seen on the run itself, with no spec in sight. */
class ClockSlipTest {
    @ParameterizedTest
    @CsvSource({
        "IS_SET_BACK, IR1'",
        "IS_NEVER_SET_FORWARD, PC2",
        "STAMPS_BEFORE_THE_EVENT, PC2",
        "STANDS_STILL_BETWEEN_EVENTS, IR1'"
    })
    void aSlipIsSeenWithin50Runs(ClockSlip slip, String property) {
        assertThat(LongStream.rangeClosed(1, 50)
                        .mapToObj(seed -> Outcome.of(
                                new ClocksProtocol(), ClocksProtocol.group(3, Graph.RING, slip), seed, 1_000))
                        .filter(outcome -> outcome.startsWith(property))
                        .findFirst())
                .as("told within 50 runs: %s", property)
                .isPresent();
    }
}
