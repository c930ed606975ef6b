package dev.lockstep.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.Process;

/** What a host relies on: a process that is down takes nothing. */
public final class Readiness {
    private Readiness() {}

    /** Expects that a process takes inputs until it crashes, and once it is up again. */
    public static void requireUnlessDown(Process<?> process) {
        assertThat(process.isReady()).isTrue();
        process.crash();
        assertThat(process.isReady()).isFalse();
        process.restart();
        assertThat(process.isReady()).isTrue();
    }
}
