package dev.lockstep.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Goal: the network of a run of processes is cut and heals. Method: time and events are told, none is waited for. */
class PartitionsTest {
    private static final List<String> NODES = List.of("a", "b", "c");
    private static final long SECOND = 1_000_000_000;

    @Test
    void theNetworkIsCutInTwoAndHeals() {
        Partitions partitions = new Partitions(NODES, 1_000, 1);
        assertThat(partitions.pass(49, 0, 0)).as("too few events").isFalse();
        assertThat(partitions.isOver()).isFalse();

        Set<Set<String>> groups = new HashSet<>();
        for (long i = 1; i <= 40; i++) {
            assertThat(partitions.pass(50, i, 10 * i * SECOND)).isTrue();
            groups.add(partitions.group());
            assertThat(partitions.isOver()).isFalse();
            assertThat(partitions.pass(50, i + 1, 10 * i * SECOND))
                    .as("at once")
                    .isFalse();
            assertThat(partitions.pass(50, i + 1, (10 * i + 1) * SECOND)).isTrue();
            assertThat(partitions.group()).isEmpty();
            assertThat(partitions.isOver()).isTrue();
            assertThat(partitions.count()).isEqualTo(i);
        }
        assertThat(groups)
                .as("every way to cut three nodes in two")
                .hasSize(6)
                .allSatisfy(group -> assertThat(group).hasSizeBetween(1, 2));
    }

    @Test
    void aShortRunIsCutAsWell() {
        assertThat(new Partitions(NODES, 10, 1).pass(9, 0, 0)).isFalse();
        assertThat(new Partitions(NODES, 10, 1).pass(10, 0, 0)).isTrue();
    }

    @Test
    void aCutLastsUntilItHasMetAMessageOrForTenTimesItsLength() {
        Partitions partitions = new Partitions(NODES, 1_000, 1);
        partitions.pass(50, 7, 0);
        assertThat(partitions.pass(99, 7, SECOND)).as("no message").isFalse();
        assertThat(partitions.group()).isNotEmpty();
        assertThat(partitions.pass(99, 7, 10 * SECOND)).as("in vain").isTrue();
        assertThat(partitions.group()).isEmpty();
    }

    @Test
    void sidesAndTimesAreDrawnFromTheSeed() {
        assertThat(cuts(3)).isEqualTo(cuts(3)).isNotEqualTo(cuts(4));
    }

    private static List<String> cuts(long seed) {
        Partitions partitions = new Partitions(NODES, 1_000, seed);
        List<String> cuts = new ArrayList<>();
        for (long millis = 0; millis < 5_000; millis++) {
            if (partitions.pass(50, millis, millis * 1_000_000)) {
                cuts.add(millis + " " + new TreeSet<>(partitions.group()));
            }
        }
        return cuts;
    }
}
