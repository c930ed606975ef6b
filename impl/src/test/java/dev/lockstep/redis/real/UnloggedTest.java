package dev.lockstep.redis.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a sentinel had written when it was killed, beside what it had logged. */
class UnloggedTest {
    private static final List<String> CONFIG =
            List.of("sentinel monitor mymaster 127.0.0.1 7002 2", "sentinel current-epoch 5");
    private static final String SWITCH =
            "1:X 29 Nov 2026 19:41:23.458 # +switch-master mymaster 127.0.0.1 7001 127.0.0.1 7002";
    private static final String EPOCH = "1:X 29 Nov 2026 19:41:22.795 # +new-epoch 5";
    private static final String SAVED = "1:X 29 Nov 2026 19:41:23.495 * Sentinel new configuration saved on disk";

    @Test
    void nothingIsUnloggedThatTheLogTells() {
        assertThat(Unlogged.of(CONFIG, List.of(EPOCH, SWITCH, SAVED))).isEqualTo(new Unlogged(0, false));
    }

    @Test
    void anEpochIsWrittenBeforeItIsLogged() {
        assertThat(Unlogged.of(CONFIG, List.of())).isEqualTo(new Unlogged(5, false));
    }

    @Test
    void aSwitchIsSavedBeforeThatIsLogged() {
        assertThat(Unlogged.of(CONFIG, List.of(EPOCH, SWITCH))).isEqualTo(new Unlogged(0, true));
    }

    @Test
    void aSwitchThatIsNotSavedIsNot() {
        List<String> old = List.of("sentinel monitor mymaster 127.0.0.1 7001 2", "sentinel current-epoch 5");

        assertThat(Unlogged.of(old, List.of(EPOCH, SWITCH))).isEqualTo(new Unlogged(0, false));
    }
}
