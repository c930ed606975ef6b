package dev.lockstep.commit.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.commit.Message.Inquiry;
import dev.lockstep.commit.Message.Yes;
import dev.lockstep.commit.Outcome;
import dev.lockstep.storage.Layout;
import dev.lockstep.storage.StableStorage;
import dev.lockstep.storage.faulty.Faults;
import dev.lockstep.storage.faulty.FaultyDisk;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The coordinator's patience, and its numbers. */
class CoordinatorNodeTest {
    private static final Cluster CLUSTER = new Cluster("c", Set.of("p1", "p2"), Set.of("a"));

    private final FaultyDisk disk1 = new FaultyDisk("1", Faults.NONE);
    private final FaultyDisk disk2 = new FaultyDisk("2", Faults.NONE);
    private final Map<Long, Outcome> told = new TreeMap<>();
    private CoordinatorNode node = new CoordinatorNode(
            CLUSTER,
            () -> StableStorage.openOrCreate(disk1, disk2, new Layout("c", 8, 1024)),
            Cores.RIGHT,
            told::put,
            null);

    @Test
    void inquiriesDoNotKeepItFromLosingPatienceWithAVoteThatIsMissing() {
        long transaction = node.begin(Map.of());
        node.receive(new Packet(transaction, new Yes("p1", "c"), List.of()));
        for (int i = 0; i < 2; i++) {
            node.timeout();
            node.receive(new Packet(transaction, new Inquiry("p1", "c"), List.of()));
        }

        assertThat(told).containsExactly(Map.entry(transaction, Outcome.ABORT));
        assertThat(node.open()).isZero();
    }

    @Test
    void aVoteGivesTheOthersTimeAgain() {
        long transaction = node.begin(Map.of());
        node.timeout();
        node.receive(new Packet(transaction, new Yes("p1", "c"), List.of()));
        node.timeout();

        assertThat(told).isEmpty();
    }

    @Test
    void aNumberIsNeverUsedAgainAfterACrash() {
        long before = node.begin(Map.of());
        node = node.restarted();

        assertThat(node.begin(Map.of())).isGreaterThan(before);
    }
}
