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
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a participant must do, rule by rule, of one transaction. */
@Tag("core")
class ParticipantTest {
    private static final Prepare PREPARE = new Prepare("c", "p1");
    private static final Commit COMMIT = new Commit("c", "p1");
    private static final Abort ABORT = new Abort("c", "p1");

    private final Participant p = at(Phase.WORKING, Entry.NONE);

    private static Participant at(Phase phase, Entry log) {
        return new Participant("p1", "c", Set.of("a", "b"), phase, log, Set.of());
    }

    @Test
    void itVotesYesOnlyWhenItsIntentionsAreOnDisk() {
        p.prepare(PREPARE);
        assertThat(p.unwritten()).isEqualTo(Optional.of(new Write.Log(Entry.PREPARED)));
        assertThat(p.drain()).isEmpty();

        p.logPrepared();
        assertThat(p.drain()).containsExactly(new Yes("p1", "c"));
        assertThat(p.unwritten()).isEmpty();
    }

    @Test
    void itSaysNoOnlyWhenTheAbortIsOnDisk() {
        p.voteNo(PREPARE);
        assertThat(p.unwritten()).isEqualTo(Optional.of(new Write.Log(Entry.ABORTED)));
        assertThat(p.drain()).isEmpty();

        p.logAborted();
        assertThat(p.drain()).containsExactly(new No("p1", "c"));
    }

    @Test
    void itMayAbortAloneBeforeItsVoteAndMustAskAfterIt() {
        assertThat(p.mayAbortAlone()).isTrue();

        Participant inDoubt = at(Phase.PREPARED, Entry.PREPARED);
        assertThat(inDoubt.mayAbortAlone()).isFalse();
        assertThatIllegalStateException().isThrownBy(inDoubt::abortAlone);
        inDoubt.inquire();
        assertThat(inDoubt.drain()).containsExactly(new Inquiry("p1", "c"));
    }

    @Test
    void itLogsTheCommitThenWritesEachPageThenLetsTheCoordinatorKnow() {
        Participant inDoubt = at(Phase.PREPARED, Entry.PREPARED);
        inDoubt.commit(COMMIT);
        assertThat(inDoubt.unwritten()).isEqualTo(Optional.of(new Write.Log(Entry.COMMITTED)));
        inDoubt.logCommitted();
        assertThat(inDoubt.unwritten()).isEqualTo(Optional.of(new Write.Page("a")));
        inDoubt.apply("a");
        assertThat(inDoubt.unwritten()).isEqualTo(Optional.of(new Write.Page("b")));
        assertThatIllegalStateException().isThrownBy(inDoubt::finish);
        inDoubt.apply("b");
        assertThat(inDoubt.unwritten()).isEqualTo(Optional.of(new Write.Log(Entry.DONE)));
        assertThat(inDoubt.drain()).isEmpty();
        inDoubt.finish();
        assertThat(inDoubt.drain()).containsExactly(new Ack("p1", "c"));
    }

    @Test
    void oneThatIsDoneAcknowledgesAgain() {
        Participant done = at(Phase.DONE, Entry.DONE);
        done.acknowledgeAgain(COMMIT);

        assertThat(done.drain()).containsExactly(new Ack("p1", "c"));
    }

    @Test
    void oneThatHasVotedYesAbortsWithoutAWord() {
        Participant inDoubt = at(Phase.PREPARED, Entry.PREPARED);
        inDoubt.abort(ABORT);
        inDoubt.logAborted();

        assertThat(inDoubt.drain()).isEmpty();
        assertThat(inDoubt.log()).isEqualTo(Entry.ABORTED);
    }

    @Test
    void aRecoveredParticipantThatVotedYesAsksInsteadOfGuessing() {
        p.prepare(PREPARE);
        p.logPrepared();
        p.drain();
        p.crash();
        p.restart();

        assertThat(p.phase()).isEqualTo(Phase.PREPARED);
        p.inquire();
        assertThat(p.drain()).containsExactly(new Inquiry("p1", "c"));
    }

    @Test
    void aRecoveredParticipantWhoseVoteIsNotOnDiskIsFree() {
        p.prepare(PREPARE);
        p.crash();
        p.restart();

        assertThat(p.phase()).isEqualTo(Phase.WORKING);
    }

    @Test
    void aRecoveredParticipantThatCommittedCarriesItsIntentionsOut() {
        Participant down = at(Phase.DOWN, Entry.COMMITTED);
        down.restart();

        assertThat(down.unwritten()).isEqualTo(Optional.of(new Write.Page("a")));
    }

    @Test
    void everyInputIsTakenByExactlyOneActionInEveryPhase() {
        for (Phase phase : Phase.values()) {
            Entry log = phase == Phase.DONE ? Entry.DONE : Entry.NONE;
            int expected = phase == Phase.DOWN ? 0 : 1;
            assertThat(CoordinatorTest.enabled(
                            () -> at(phase, log).prepare(PREPARE),
                            () -> at(phase, log).refusePrepare(PREPARE)))
                    .isEqualTo(expected);
            assertThat(CoordinatorTest.enabled(
                            () -> at(phase, log).commit(COMMIT),
                            () -> at(phase, log).acknowledgeAgain(COMMIT),
                            () -> at(phase, log).refuseCommit(COMMIT)))
                    .isEqualTo(expected);
            assertThat(CoordinatorTest.enabled(
                            () -> at(phase, log).abort(ABORT),
                            () -> at(phase, log).refuseAbort(ABORT)))
                    .isEqualTo(expected);
        }
    }

    @Test
    void anActionIsTakenInThePhasesThatTheSpecSaysAndInNoOther() {
        for (Phase phase : Phase.values()) {
            Supplier<Participant> now = () -> at(phase, Entry.NONE);
            assertThat(CoordinatorTest.enabled(() -> now.get().voteNo(PREPARE)))
                    .isEqualTo(phase == Phase.WORKING ? 1 : 0);
            assertThat(CoordinatorTest.enabled(() -> now.get().logPrepared()))
                    .isEqualTo(phase == Phase.PREPARING ? 1 : 0);
            assertThat(CoordinatorTest.enabled(() -> now.get().logCommitted()))
                    .isEqualTo(phase == Phase.COMMITTING ? 1 : 0);
            assertThat(CoordinatorTest.enabled(() -> now.get().apply("a"))).isEqualTo(phase == Phase.COMMITTED ? 1 : 0);
            assertThat(CoordinatorTest.enabled(() -> now.get().apply("no page")))
                    .isZero();
            assertThat(CoordinatorTest.enabled(() -> now.get().logAborted()))
                    .isEqualTo(phase == Phase.ABORTING ? 1 : 0);
            assertThat(CoordinatorTest.enabled(() -> now.get().inquire())).isEqualTo(phase == Phase.PREPARED ? 1 : 0);
            assertThat(CoordinatorTest.enabled(() -> now.get().crash())).isEqualTo(phase == Phase.DOWN ? 0 : 1);
            assertThat(CoordinatorTest.enabled(() -> now.get().restart())).isEqualTo(phase == Phase.DOWN ? 1 : 0);
            assertThat(now.get().isReady()).isEqualTo(phase != Phase.DOWN);
        }
    }

    @Test
    void aMessageOfAStrangerOrForAnotherIsNoInput() {
        assertThatIllegalStateException().isThrownBy(() -> p.prepare(new Prepare("d", "p1")));
        assertThatIllegalStateException().isThrownBy(() -> p.prepare(new Prepare("c", "p2")));
    }

    @Test
    void anAbortThatIsWrittenIsOver() {
        p.abortAlone();
        p.written();
        assertThat(p.phase()).isEqualTo(Phase.ABORTED);
        assertThat(p.isOver()).isTrue();
    }

    @Test
    void itTellsWhichPagesHoldTheirNewValues() {
        Participant committed = at(Phase.COMMITTED, Entry.COMMITTED);
        committed.apply("b");
        assertThat(committed.data()).containsExactly("b");
    }

    @Test
    void aRefusalChangesNothing() {
        Participant inDoubt = at(Phase.PREPARED, Entry.PREPARED);
        var before = inDoubt.copy().state();
        inDoubt.refusePrepare(PREPARE);

        assertThat(inDoubt.state()).isEqualTo(before);
    }
}
