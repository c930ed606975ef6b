package dev.lockstep.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A log and the snapshot that it follows: sections 5.3 and 7 of the paper. */
@Tag("core")
class LogTest {
    private static final Configuration OLD = Configuration.simple(Set.of("s1"));
    private static final Configuration NEW = Configuration.simple(Set.of("s2"));

    private static Log log(int... terms) {
        Log log = Log.of(new Snapshot(0, 0, OLD), List.of());
        for (int term : terms) {
            log = log.with(entry(term));
        }
        return log;
    }

    private static Entry entry(int term) {
        return new Entry.Command(term, "t" + term);
    }

    @Test
    void whatIsThereAlreadyIsLeftAloneTogetherWithWhatFollows() {
        Log log = log(1, 1, 2);
        assertThat(log.spliced(0, List.of(entry(1), entry(1)))).isSameAs(log);
    }

    @Test
    void whatDiffersIsCutOffTogetherWithWhatFollows() {
        assertThat(log(1, 1, 1, 1).spliced(1, List.of(entry(1), entry(2)))).containsExactlyElementsOf(log(1, 1, 2));
    }

    @Test
    void ofTwoLogsThatGrewOutOfOneEachHasItsOwnEntries() {
        Log one = log(1, 1);
        Log two = one.with(entry(2));
        Log three = one.with(entry(3));
        assertThat(one).containsExactlyElementsOf(log(1, 1));
        assertThat(two).containsExactlyElementsOf(log(1, 1, 2));
        assertThat(three).containsExactlyElementsOf(log(1, 1, 3));
    }

    @Test
    void aLogKnowsWhatItGrewOutOf() {
        Log one = log(1, 1);
        Log two = one.with(entry(2));
        assertThat(two.grewOutOf(one)).isTrue();
        assertThat(one.grewOutOf(one)).isTrue();
        assertThat(one.grewOutOf(two)).isFalse();
        assertThat(one.with(entry(2)).grewOutOf(two))
                .as("it has an entry of its own")
                .isFalse();
        assertThat(two.upTo(1).with(entry(2)).grewOutOf(two)).isFalse();
    }

    /** Logs that come of each other in any way; what they say is compared with what they have. */
    @Property
    void whatALogSaysItGrewOutOfItBeginsWith(@ForAll @Size(max = 30) List<@IntRange(max = 99) Integer> choices) {
        List<Log> logs = new ArrayList<>(List.of(log(1, 2)));
        for (int choice : choices) {
            Log log = logs.get(choice / 5 % logs.size());
            int index = log.snapshot().index() + choice / 25 % (log.size() + 1);
            logs.add(
                    switch (choice % 5) {
                        case 0 -> log.upTo(index);
                        case 1 -> log.spliced(index, List.of(entry(choice % 3 + 1)));
                        case 2 -> log.behind(log.snapshotAt(index));
                        default -> log.with(entry(choice % 3 + 1));
                    });
        }
        for (Log before : logs) {
            for (Log after : logs) {
                if (after.grewOutOf(before)) {
                    assertThat(after.subList(0, before.size())).isEqualTo(before);
                    assertThat(after.snapshot()).isEqualTo(before.snapshot());
                }
            }
        }
    }

    @Test
    void anEntryKeepsItsIndexBehindASnapshot() {
        Log log = log(1, 1, 2, 3);
        Log behind = log.behind(log.snapshotAt(3));
        assertThat(behind).containsExactly(entry(3));
        assertThat(behind.lastIndex()).isEqualTo(4);
        assertThat(behind.entry(4)).isEqualTo(entry(3));
        assertThat(behind.termAt(3)).isEqualTo(2);
        assertThat(behind.has(3, 2)).isTrue();
        assertThat(behind.has(2, 1)).isFalse();
    }

    @Test
    void whatDoesNotFollowASnapshotIsDropped() {
        assertThat(log(1, 1, 1).behind(new Snapshot(2, 2, NEW))).isEmpty();
        assertThat(log(1).behind(new Snapshot(2, 1, NEW)).lastIndex()).isEqualTo(2);
    }

    @Test
    void theConfigurationInForceIsTheLatestAndTheOneBeforeOnceThatIsCutOff() {
        Log log = log(1).with(new Entry.Config(1, NEW)).with(entry(1));
        assertThat(log.config()).isEqualTo(NEW);
        assertThat(log.configIndex()).isEqualTo(2);
        assertThat(log.upTo(1).config()).isEqualTo(OLD);
    }

    @Test
    void aSnapshotHasTheConfigurationThatWasInForceThere() {
        Log log = log(1).with(new Entry.Config(1, NEW)).with(entry(1));
        assertThat(log.snapshotAt(1)).isEqualTo(new Snapshot(1, 1, OLD));
        assertThat(log.snapshotAt(3)).isEqualTo(new Snapshot(3, 1, NEW));
        assertThat(log.behind(log.snapshotAt(3)).config()).isEqualTo(NEW);
    }

    @Test
    void twoLogsDifferFromTheFirstEntryThatIsNotTheSame() {
        assertThat(log(1, 1, 2).differsFrom(log(1, 1, 1, 1))).isEqualTo(3);
        assertThat(log(1, 1).differsFrom(log(1, 1))).isEqualTo(3);
        Log other = Log.of(new Snapshot(2, 2, OLD), List.of());
        assertThat(log(1, 1, 1).behind(new Snapshot(1, 1, OLD)).differsFrom(other))
                .as("all that is behind its own snapshot")
                .isEqualTo(2);
    }

    @Test
    void aLogEndsWhereItEndsAlsoIfAnotherGoesOn() {
        Log log = log(1, 1);
        log.with(entry(2));
        assertThat(log.get(1)).isEqualTo(entry(1));
        assertThatThrownBy(() -> log.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** As the spec has it: sequences that are cut and put together. */
    @Property
    void splicingIsWhatTheSpecSays(
            @ForAll @Size(max = 6) List<@IntRange(min = 1, max = 3) Integer> terms,
            @ForAll @Size(max = 4) List<@IntRange(min = 1, max = 3) Integer> more,
            @ForAll @IntRange(max = 6) int at) {
        Log log = log(terms.stream().mapToInt(t -> t).toArray());
        int previous = Math.min(at, terms.size());
        List<Entry> entries = more.stream().map(LogTest::entry).toList();

        boolean agrees = previous + more.size() <= terms.size()
                && terms.subList(previous, previous + more.size()).equals(more);
        List<Entry> expected = new ArrayList<>(agrees ? log : log.subList(0, previous));
        if (!agrees) {
            expected.addAll(entries);
        }
        assertThat(log.spliced(previous, entries)).containsExactlyElementsOf(expected);
    }
}
