package dev.lockstep.redis.real.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.redis.real.replication.Item.Kind;
import dev.lockstep.redis.real.replication.Seen.Waited;
import dev.lockstep.redis.real.replication.Seen.Write;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which acknowledgements a master had taken when WAIT returned, is told by the number that it returned. */
class CountingTest {
    private final Observed observed = new Observed("r2", "r3");
    private final Recording recording = observed.recording;
    private final Session second = observed.fullyFed("r2");
    private final Session third = observed.fullyFed("r3");
    private final Write write = observed.written("x", 1, 10);

    private void acknowledged(Session session) {
        recording.streamed(session, Observed.rpush("x"), 10);
        recording.acknowledged(session, 10);
    }

    /** Returns the acknowledgements that were taken, by who sent them, and the numbers that WAIT returned. */
    private List<String> counted() throws IOException {
        List<String> counted = new ArrayList<>();
        for (Item item : observed.ordered()) {
            if (item.kind == Kind.TAKE_ACK && item.session != null) {
                counted.add(item.session.from);
            } else if (item.seen instanceof Waited waited) {
                counted.add(String.valueOf(waited.replicas()));
            }
        }
        return counted;
    }

    @Test
    void thoseAreCountedThatWereHeardFirst() throws IOException {
        acknowledged(third);
        acknowledged(second);
        recording.waited(write, 1);

        assertThat(counted()).containsExactly("r3", "1");
    }

    @Test
    void whatAnswerCountsFewerComesBeforeTheNextAcknowledgement() throws IOException {
        acknowledged(second);
        acknowledged(third);
        recording.waited(write, 2); // noted first, though the other one was told first
        recording.waited(write, 1);

        assertThat(counted()).containsExactly("r2", "1", "r3", "2");
    }

    @Test
    void anAcknowledgementIsTakenOnceForAllThatWait() throws IOException {
        acknowledged(second);
        recording.waited(write, 1);
        recording.waited(write, 1);

        assertThat(counted()).containsExactly("r2", "1", "1");
    }

    @Test
    void nobodyIsCountedWhoHasAcknowledgedLess() throws IOException {
        recording.acknowledged(second, 0);
        recording.waited(write, 0);

        assertThat(counted()).containsExactly("0");
    }
}
