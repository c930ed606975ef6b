package dev.lockstep.checker.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.Sample;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ActionReachabilityTest {
    private static final Path CLOCK = Path.of("src/test/resources/models/clock");

    @Test
    void anActionWhoseGuardIsNeverTrueIsFound() throws Exception {
        LoadedSpec clock =
                SpecLoader.load(SpecSource.of(CLOCK.resolve("Clock.tla"), CLOCK.resolve("models/success.cfg")));
        assertThat(clock.actions()).containsOnlyKeys("Tick", "Break");
        assertThat(ActionReachability.unreached(clock, 1000)).containsExactly("Break");
    }

    @Test
    void actionsThatHappenAreNotReported() throws Exception {
        assertThat(ActionReachability.unreached(Sample.of("Post").load(), 10_000))
                .isEmpty();
        assertThat(ActionReachability.unreached(Sample.of("Named").load(), 10_000))
                .isEmpty();
    }

    @Test
    void withinALimitOnlyWhatIsNearIsReached() throws Exception {
        assertThat(ActionReachability.unreached(Sample.of("Post").load(), 1))
                .containsExactly("Receive", "Return", "Send");
    }
}
