package dev.lockstep.redis.real.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names of histories and offsets in bytes become those of the spec. */
class TranslationTest {
    private final Observed observed = new Observed("r2");
    private final Recording recording = observed.recording;

    private String line(String type) throws IOException {
        List<String> lines = observed.lines();
        return lines.stream()
                .filter(line -> line.contains("\"type\":\"" + type + "\""))
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    @Test
    void anOffsetCountsPartsOfTheStream() throws IOException {
        Session session = observed.fullyFed("r2");
        recording.streamed(session, List.of("ping"), 14);
        recording.streamed(session, Observed.rpush("x"), 30);
        observed.written("x", 1, 44);
        recording.acknowledged(session, 44);

        assertThat(line("PING")).contains("\"offset\":1");
        assertThat(line("WRITE")).contains("\"value\":\"x\"", "\"offset\":2", "\"size\":1");
        assertThat(line("ACK")).contains("\"offset\":2");
    }

    @Test
    void anOffsetAtWhichNoPartEndsIsNone() throws IOException {
        Session session = observed.fullyFed("r2");
        recording.streamed(session, Observed.rpush("x"), 30);
        observed.written("x", 1, 30);
        recording.acknowledged(session, 29);

        assertThat(line("ACK")).contains("\"offset\":-1");
    }

    @Test
    void aHistoryIsNamedByWhoBeganItAndWhich() throws IOException {
        observed.fullyFed("r2");

        assertThat(line("SERVE")).contains("\"replid\":{\"server\":\"r1\",\"number\":");
        assertThat(line("TAKE")).contains("\"replid\":{\"server\":\"r1\",\"number\":");
    }

    @Test
    void aHistoryThatAServerCannotHaveBegunHasANameThatTheSpecNeverGives() throws IOException {
        observed.fullyFed("r2");
        recording.written("r1", "x", 1, Info.at("of nobody", 0));

        assertThat(line("WRITE")).contains("\"replid\":{\"server\":\"r1\",\"number\":1000");
    }
}
