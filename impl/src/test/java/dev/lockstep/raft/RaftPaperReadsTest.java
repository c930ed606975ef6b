package dev.lockstep.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** What the dissertation says in section 6.4 on reads that are not in the log. */
@Tag("core")
class RaftPaperReadsTest extends PaperTest {
    private final List<Boolean> answers = new ArrayList<>();
    private Reads reads;

    /** A leader that has committed an entry of its own term, and is asked to read. */
    private void leaderThatIsAsked() {
        servers(3);
        reads = cores.reads();
        elect(s1, s2);
        s1.appendCommand("noop");
        replicate(s1, s2);
        s1.commit(1);
        reads.add(answers::add);
    }

    @Sentence(
            section = "6.4",
            omissions = {Omission.READS_BEFORE_IT_KNOWS_WHAT_IS_COMMITTED, Omission.READS_ONCE_IT_HAS_APPENDED_AN_ENTRY
            })
    void aLeaderReadsOnlyOnceItHasCommittedAnEntryOfItsTerm() {
        servers(3);
        reads = cores.reads();
        elect(s1, s2);
        reads.add(answers::add);
        assertThat(reads.begins(s1)).isFalse();
        s1.appendCommand("noop");
        assertThat(reads.begins(s1)).isFalse();
        replicate(s1, s2);
        s1.commit(1);
        assertThat(reads.begins(s1)).isTrue();
    }

    @Sentence(section = "6.4", omissions = Omission.READS_WITHOUT_ASKING)
    void aLeaderReadsWhenAMajorityHasAnsweredWhatItAskedAfterTheRequestCame() {
        leaderThatIsAsked();
        assertThat(reads.begins(s1)).isTrue();
        reads.proceed(s1);
        assertThat(answers).isEmpty();
        reads.answered("s2", reads.round());
        reads.proceed(s1);
        assertThat(answers).containsExactly(true);
    }

    @Sentence(section = "6.4", omissions = Omission.COUNTS_ANSWERS_TO_EARLIER_ROUNDS)
    void anAnswerToWhatWasAskedBeforeTheRequestCameDoesNotCount() {
        leaderThatIsAsked();
        long before = reads.round();
        reads.begins(s1);
        reads.answered("s2", before);
        reads.answered("s3", before);
        reads.proceed(s1);
        assertThat(answers).isEmpty();
    }

    @Sentence(section = "6.4", omissions = Omission.READS_WITHOUT_ASKING)
    void oneRoundIsEnoughForAllRequestsThatCameBeforeItAndNotForThoseThatComeLater() {
        leaderThatIsAsked();
        reads.add(answers::add);
        reads.begins(s1);
        reads.add(answers::add);
        reads.answered("s2", reads.round());
        reads.proceed(s1);
        assertThat(answers).containsExactly(true, true);
        assertThat(reads.begins(s1)).isTrue();
        reads.proceed(s1);
        assertThat(answers).hasSize(2);
    }

    @Sentence(section = "6.4", omissions = Omission.READS_BEFORE_IT_KNOWS_WHAT_IS_COMMITTED)
    void aServerThatDoesNotLeadDoesNotRead() {
        servers(3);
        reads = cores.reads();
        elect(s1, s2);
        reads.add(answers::add);
        assertThat(reads.begins(s2)).isFalse();
        reads.forget();
        assertThat(answers).containsExactly(false);
    }
}
