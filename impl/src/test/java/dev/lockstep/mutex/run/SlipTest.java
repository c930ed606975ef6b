package dev.lockstep.mutex.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.mutex.Slip;
import dev.lockstep.run.Outcome;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The canary of {@link MutexClients}: slips that hurt are seen on the run itself, with no spec in sight. */
class SlipTest {
    @ParameterizedTest
    @CsvSource({
        "ENTERS_WITHOUT_HEARING_FROM_ANYONE, GC1",
        "ENTERS_WITHOUT_HEARING_FROM_ONE, GC1",
        "ENTERS_WITHOUT_BEING_FIRST, GC1",
        "BREAKS_TIES_THE_WRONG_WAY, GC2",
        "BREAKS_NO_TIES, GC1",
        "RECEIVES_WITHOUT_ADVANCING_ITS_CLOCK, GC",
        "DOES_NOT_ACKNOWLEDGE_WHILE_IT_WAITS, GC3",
        "IGNORES_RELEASES, GC3",
        "FORGETS_ONE_PROCESS, GC",
    })
    void aSlipThatHurtsIsSeenWithin200Runs(Slip slip, String broken) {
        boolean isSeen = LongStream.rangeClosed(1, 200)
                .mapToObj(seed -> outcome(slip, seed))
                .anyMatch(outcome -> outcome.startsWith(broken));

        assertThat(isSeen).as("%s within 200 runs", broken).isTrue();
    }

    private static String outcome(Slip slip, long seed) {
        return Outcome.of(new MutexProtocol(), MutexProtocol.group(3, slip::core), seed, 200);
    }
}
