package dev.lockstep.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a host relies on: each read is answered once, whatever becomes of the leader. */
@Tag("core")
class ReadsTest extends PaperTest {
    private final List<Boolean> answers = new ArrayList<>();
    private final Reads reads = new Reads();

    /** A leader that has committed an entry of its own term, and asks whether it still leads. */
    private void leaderThatAsks() {
        servers(3);
        elect(s1, s2);
        s1.appendCommand("noop");
        replicate(s1, s2);
        s1.commit(1);
        reads.add(answers::add);
        assertThat(reads.begins(s1)).isTrue();
    }

    @Test
    void aReadHappensOnceAndThenThereIsNothingToAskFor() {
        leaderThatAsks();
        reads.answered("s2", reads.round());
        reads.proceed(s1);
        assertThat(answers).containsExactly(true);
        assertThat(reads.begins(s1)).isFalse();
        reads.proceed(s1);
        assertThat(answers).containsExactly(true);
    }

    @Test
    void whatALeaderHasAskedForIsRefusedWhenItLeadsNoMore() {
        leaderThatAsks();
        reads.forget();
        assertThat(answers).containsExactly(false);
    }

    @Test
    void answersOfAnEarlierTermDoNotCountInALaterOne() {
        leaderThatAsks();
        reads.answered("s2", reads.round());
        reads.forget();
        reads.add(answers::add);
        assertThat(reads.begins(s1)).isTrue();
        reads.proceed(s1);
        assertThat(answers).containsExactly(false);
    }
}
