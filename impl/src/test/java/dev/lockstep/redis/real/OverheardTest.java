package dev.lockstep.redis.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OverheardTest {
    private static final String USER = " enabled (user request from 'id=19 name=sentinel-33333333-cmd";

    private static final List<String> LOG = List.of(
            "7:S 30 Nov 2026 20:05:18.355 # Failed to read response from the server: Success",
            "7:M 30 Nov 2026 20:05:18.895 * MASTER MODE" + USER,
            "7:S 30 Nov 2026 20:05:19.450 * REPLICAOF 127.0.0.1:7002" + USER);

    @Test
    void whatAServerSaysIsOfTheLastChangeThatMadeItSo() {
        assertThat(Overheard.changes(LOG, "7002")).isEqualTo(2);
        assertThat(Overheard.changes(LOG.subList(0, 2), null)).isEqualTo(1);
    }

    /** Seen in a run of five sentinels on a busy machine: the answer left the server 36 milliseconds after the command. */
    @Test
    void whatItHadAnsweredBeforeACommandIsOfTheChangeBeforeIt() {
        assertThat(Overheard.changes(LOG, null)).isEqualTo(1);
        assertThat(Overheard.changes(LOG, "7001")).isEqualTo(0);
    }
}
