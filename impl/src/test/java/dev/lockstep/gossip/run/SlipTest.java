package dev.lockstep.gossip.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.gossip.AntiEntropySlip;
import dev.lockstep.gossip.MailSlip;
import dev.lockstep.simulation.Fault;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The canary of {@link GossipClients}: slips that hurt are seen on the run itself, with no spec in sight. */
class SlipTest {
    private static final Map<Fault, Integer> LOSING_NOTHING = Map.of(Fault.DELAY, 100, Fault.REORDER, 100);

    @ParameterizedTest
    @CsvSource({
        "KEEPS_WHAT_COMES_LAST, progress",
        "GIVES_THE_TIMES_OF_ANOTHER, uniqueness",
        "HAS_A_CLOCK_THAT_IS_BEHIND, effect",
        "DOES_NOT_KNOW_THE_LAST_SITE, convergence"
    })
    void aSlipOfDirectMailIsSeenWithin50Runs(MailSlip slip, String property) {
        assertThat(LongStream.rangeClosed(1, 50)
                        .mapToObj(seed -> GossipRuns.judged(DirectMailTest.group(3, slip, true), LOSING_NOTHING, seed))
                        .filter(property::equals)
                        .findFirst())
                .as("told within 50 runs: %s", property)
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "KEEPS_WHAT_COMES_LAST, progress",
        "HAS_CHECKSUMS_THAT_ARE_ALIKE, liveness",
        "LOOKS_AT_NO_CHECKSUM, liveness",
        "FORGETS_ITS_DATABASE, progress"
    })
    void aSlipOfAntiEntropyIsSeenWithin50Runs(AntiEntropySlip slip, String property) {
        assertThat(LongStream.rangeClosed(1, 50)
                        .mapToObj(seed -> GossipRuns.judged(
                                new AntiEntropyProtocol.Group(GossipDeployment.replicas(3), slip),
                                GossipDeployment.LIKELY,
                                seed))
                        .filter(property::equals)
                        .findFirst())
                .as("told within 50 runs: %s", property)
                .isPresent();
    }
}
