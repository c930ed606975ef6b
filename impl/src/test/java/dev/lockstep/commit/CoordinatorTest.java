package dev.lockstep.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.lockstep.commit.Message.Abort;
import dev.lockstep.commit.Message.Ack;
import dev.lockstep.commit.Message.Commit;
import dev.lockstep.commit.Message.Inquiry;
import dev.lockstep.commit.Message.No;
import dev.lockstep.commit.Message.Prepare;
import dev.lockstep.commit.Message.Yes;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the coordinator must do, rule by rule, of one transaction. */
@Tag("core")
class CoordinatorTest {
    private final Coordinator c = at(Stage.IDLE, CommitRecord.NONE);

    private static Coordinator at(Stage stage, CommitRecord record) {
        return new Coordinator("c", Set.of("p1", "p2"), stage, Set.of(), Set.of(), record);
    }

    @Test
    void phaseOneAsksEveryParticipantAndWritesNothing() {
        c.begin();

        assertThat(c.drain()).containsExactly(new Prepare("c", "p1"), new Prepare("c", "p2"));
        assertThat(c.unwritten()).isEmpty();
    }

    @Test
    void itDecidesOnlyWhenAllHaveVotedYes() {
        c.begin();
        c.receiveYes(new Yes("p1", "c"));
        c.receiveYes(new Yes("p1", "c"));
        assertThat(c.mayDecide()).isFalse();
        assertThatIllegalStateException().isThrownBy(c::decide);

        c.receiveYes(new Yes("p2", "c"));
        c.decide();
        assertThat(c.stage()).isEqualTo(Stage.COMMITTING);
    }

    @Test
    void nobodyHearsOfTheCommitBeforeItsRecordIsOnDisk() {
        committing();
        assertThat(c.unwritten()).contains(new Write.Decision(CommitRecord.COMMIT));
        assertThat(c.outcome()).isEqualTo(Outcome.NONE);
        assertThat(c.drain()).isEmpty();

        c.logCommit();
        assertThat(c.outcome()).isEqualTo(Outcome.COMMIT);
        assertThat(c.drain()).containsExactly(new Commit("c", "p1"), new Commit("c", "p2"));
    }

    @Test
    void aSingleNoAbortsWithoutAWrite() {
        c.begin();
        c.drain();
        c.receiveYes(new Yes("p1", "c"));
        c.receiveNo(new No("p2", "c"));

        assertThat(c.drain()).containsExactly(new Abort("c", "p1"), new Abort("c", "p2"));
        assertThat(c.stage()).isEqualTo(Stage.FORGOTTEN);
        assertThat(c.outcome()).isEqualTo(Outcome.ABORT);
        assertThat(c.unwritten()).isEmpty();
    }

    @Test
    void oneInDoubtIsToldTheCommitOrThePresumedAbortOrNothingYet() {
        c.begin();
        c.drain();
        c.refuseInquiry(new Inquiry("p1", "c"));
        assertThat(c.drain()).isEmpty();

        Coordinator committed = at(Stage.COMMITTED, CommitRecord.COMMIT);
        committed.answerCommit(new Inquiry("p1", "c"));
        assertThat(committed.drain()).containsExactly(new Commit("c", "p1"));

        Coordinator forgotten = at(Stage.FORGOTTEN, CommitRecord.NONE);
        forgotten.answerAbort(new Inquiry("p1", "c"));
        assertThat(forgotten.drain()).containsExactly(new Abort("c", "p1"));
    }

    @Test
    void itForgetsOnlyWhenAllHaveAcknowledgedAndTheRecordIsErased() {
        Coordinator committed = at(Stage.COMMITTED, CommitRecord.COMMIT);
        committed.receiveAck(new Ack("p2", "c"));
        assertThat(committed.unwritten()).isEmpty();
        assertThatIllegalStateException().isThrownBy(committed::forget);
        committed.resendCommit();
        assertThat(committed.drain()).containsExactly(new Commit("c", "p1"));

        committed.receiveAck(new Ack("p1", "c"));
        assertThat(committed.unwritten()).contains(new Write.Decision(CommitRecord.NONE));
        committed.forget();
        assertThat(committed.stage()).isEqualTo(Stage.FORGOTTEN);
        assertThat(committed.record()).isEqualTo(CommitRecord.NONE);
    }

    @Test
    void aRecoveredCoordinatorKeepsACommitThatIsOnDiskAndPresumesTheAbortOtherwise() {
        Coordinator recorded = at(Stage.DOWN, CommitRecord.COMMIT);
        recorded.restart();
        assertThat(recorded.stage()).isEqualTo(Stage.COMMITTED);

        committing();
        c.crash();
        c.restart();
        assertThat(c.stage()).isEqualTo(Stage.FORGOTTEN);
    }

    @Test
    void everyInputIsTakenByExactlyOneActionInEveryStage() {
        for (Stage stage : Stage.values()) {
            CommitRecord record = stage == Stage.COMMITTED ? CommitRecord.COMMIT : CommitRecord.NONE;
            int expected = stage == Stage.DOWN ? 0 : 1;
            Yes yes = new Yes("p1", "c");
            No no = new No("p1", "c");
            Ack ack = new Ack("p1", "c");
            Inquiry inquiry = new Inquiry("p1", "c");
            assertThat(enabled(
                            () -> at(stage, record).receiveYes(yes),
                            () -> at(stage, record).refuseYes(yes)))
                    .isEqualTo(expected);
            assertThat(enabled(
                            () -> at(stage, record).receiveNo(no),
                            () -> at(stage, record).refuseNo(no)))
                    .isEqualTo(expected);
            assertThat(enabled(
                            () -> at(stage, record).receiveAck(ack),
                            () -> at(stage, record).refuseAck(ack)))
                    .isEqualTo(expected);
            assertThat(enabled(
                            () -> at(stage, record).answerCommit(inquiry),
                            () -> at(stage, record).answerAbort(inquiry),
                            () -> at(stage, record).refuseInquiry(inquiry)))
                    .isEqualTo(expected);
        }
    }

    @Test
    void aMessageOfAStrangerIsNoInput() {
        c.begin();

        assertThatIllegalStateException().isThrownBy(() -> c.receiveYes(new Yes("p9", "c")));
        assertThatIllegalStateException().isThrownBy(() -> c.receiveYes(new Yes("p1", "d")));
    }

    @Test
    void anActionIsTakenInTheStagesThatTheSpecSaysAndInNoOther() {
        for (Stage stage : Stage.values()) {
            Supplier<Coordinator> now = () -> at(stage, CommitRecord.NONE);
            assertThat(enabled(() -> now.get().begin())).isEqualTo(stage == Stage.IDLE ? 1 : 0);
            assertThat(enabled(() -> now.get().timeOut())).isEqualTo(stage == Stage.COLLECTING ? 1 : 0);
            assertThat(enabled(() -> now.get().logCommit())).isEqualTo(stage == Stage.COMMITTING ? 1 : 0);
            assertThat(enabled(() -> now.get().resendCommit())).isEqualTo(stage == Stage.COMMITTED ? 1 : 0);
            assertThat(enabled(() -> now.get().crash())).isEqualTo(stage == Stage.DOWN ? 0 : 1);
            assertThat(enabled(() -> now.get().restart())).isEqualTo(stage == Stage.DOWN ? 1 : 0);
            assertThat(now.get().isReady()).isEqualTo(stage != Stage.DOWN);
        }
        Set<String> all = Set.of("p1", "p2");
        Coordinator acknowledged = new Coordinator("c", all, Stage.COMMITTED, Set.of(), all, CommitRecord.COMMIT);
        assertThatIllegalStateException().isThrownBy(acknowledged::resendCommit);
    }

    @Test
    void theOutcomeIsToldInTheWordsOfTheSpec() {
        assertThat(Outcome.values()).extracting(Outcome::toString).containsExactly("none", "commit", "abort");
    }

    private void committing() {
        c.begin();
        c.drain();
        c.receiveYes(new Yes("p1", "c"));
        c.receiveYes(new Yes("p2", "c"));
        c.decide();
    }

    /** How many of these actions do not throw. */
    static int enabled(Runnable... actions) {
        int enabled = 0;
        for (Runnable action : actions) {
            try {
                action.run();
                enabled++;
            } catch (IllegalStateException e) {
                // its guard is false
            }
        }
        return enabled;
    }
}
