package dev.lockstep.redis.real.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.redis.real.replication.Seen.Kind;
import dev.lockstep.redis.real.replication.Session.Answer;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What was seen in one order happened in another: causes tell which. */
class TimelineTest {
    private final Observed observed = new Observed("r2");
    private final Recording recording = observed.recording;

    @Test
    void aWriteComesBeforeItsReplicaExecutesIt() throws IOException {
        Session session = observed.fullyFed("r2");
        recording.streamed(session, Observed.rpush("x"), 10);
        recording.acknowledged(session, 10);
        observed.written("x", 1, 10); // the client heard of it last

        assertThat(observed.steps())
                .containsExactly("CONNECT r2", "SERVE r1", "TAKE r2", "WRITE r1", "EXECUTE r2", "ACK r2");
    }

    @Test
    void whatNothingProvesWasNotExecuted() throws IOException {
        Session session = observed.fullyFed("r2");
        observed.written("x", 1, 10);
        recording.streamed(session, Observed.rpush("x"), 10);

        assertThat(observed.steps()).contains("WRITE r1").doesNotContain("EXECUTE r2");
    }

    @Test
    void aWriteOfWhichTheClientHasNotHeardIsAWriteAllTheSame() throws IOException {
        Session session = observed.fullyFed("r2");
        recording.streamed(session, Observed.rpush("x"), 10);
        recording.acknowledged(session, 10);

        assertThat(observed.steps()).contains("WRITE r1", "EXECUTE r2");
    }

    @Test
    void aMasterThatIsToldToHandOverDoesSoWhenAllIsAcknowledged() throws IOException {
        handedOver();
        recording.commanded(recording.now(), "r1", Kind.LOSE_FAILOVER, null, Info.at("C", 10), List.of("x"));

        assertThat(observed.steps())
                .containsSubsequence("WRITE r1", "EXECUTE r2", "ACK r2", "TAKE_ACK r1", "HAND_OVER r1", "CONNECT r1")
                .containsSubsequence("WRITE r1", "FAILOVER r1", "HAND_OVER r1")
                .endsWith("CONNECT r1", "TAKE_OVER r2", "LOSE_FAILOVER r1");
    }

    @Test
    void aWriteIsRefusedOnceTheNewMasterHasAnsweredAlsoIfTheClientIsToldBeforeThatIsSeen() throws IOException {
        observed.fullyFed("r2");
        recording.handsOver(recording.now(), "r1", "r2", Info.at("A", 0), List.of());
        recording.refused("r1");
        Session session = recording.asked("r1", "r2", 0, "A", 0, true);
        recording.refused("r1");
        recording.answered(session, Answer.CONTINUE, "B", 0);
        observed.tookAnswer("r1");

        assertThat(observed.steps())
                .endsWith(
                        "FAILOVER r1",
                        "HAND_OVER r1",
                        "CONNECT r1",
                        "TAKE_OVER r2",
                        "TAKE r1",
                        "REFUSE r1",
                        "REFUSE r1");
    }

    @Test
    void aReplicaRefusesAWriteWhenItIsAsked() throws IOException {
        observed.fullyFed("r2");
        recording.refused("r2");
        observed.written("x", 1, 10);

        assertThat(observed.steps()).endsWith("TAKE r2", "REFUSE r2", "WRITE r1");
    }

    /** The turns that a question tells of stand just before it. */
    @Test
    void betweenTwoTimesThereIsOneMore() {
        long[] times = LongStream.generate(recording::now).limit(1000).toArray();

        assertThat(IntStream.range(1, times.length)).allMatch(i -> times[i] - times[i - 1] > 1);
    }

    @Test
    void whoTookOverTakesWrites() throws IOException {
        Session session = handedOver();
        observed.tookAnswer("r1");
        recording.written("r2", "y", 2, Info.at("B", 20));
        recording.streamed(session, Observed.rpush("y"), 10);
        recording.acknowledged(session, 20);

        assertThat(observed.steps())
                .endsWith("TAKE_OVER r2", "TAKE r1", "WRITE r2", "EXECUTE r1", "ACK r1")
                .doesNotContain("SERVE r2");
    }

    /** The master hands over to r2, which is in history B then. */
    private Session handedOver() {
        Session fed = observed.fullyFed("r2");
        observed.written("x", 1, 10);
        recording.streamed(fed, Observed.rpush("x"), 10);
        recording.handsOver(recording.now(), "r1", "r2", Info.at("A", 10), List.of("x"));
        Session session = recording.asked("r1", "r2", 0, "A", 10, true);
        recording.acknowledged(fed, 10); // it was read before, and is seen late
        recording.answered(session, Answer.CONTINUE, "B", 0);
        return session;
    }

    @Test
    void twoPartsOfTheStreamAtOneOffsetAreNoStream() {
        Observed three = new Observed("r2", "r3");
        three.recording.streamed(three.fullyFed("r2"), Observed.rpush("x"), 10);
        three.recording.streamed(three.fullyFed("r3"), Observed.rpush("y"), 10);

        assertThatThrownBy(three::ordered)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("r1 has sent")
                .hasMessageContaining("at one offset, 10");
    }

    @Test
    void aReplicaThatTakesAWriteIsTold() {
        recording.written("r2", "x", 1, Info.at("of r2", 10));

        assertThatThrownBy(observed::ordered).hasMessageContaining("r2 has taken the write x as a replica");
    }

    @Test
    void whoAsksAServerThatItIsNotToFollowIsTold() {
        recording.asked("r2", "r3", 0, "?", Session.ALL, false);

        assertThatThrownBy(observed::ordered).hasMessageContaining("r2 has asked r3, though nobody has told it");
    }
}
