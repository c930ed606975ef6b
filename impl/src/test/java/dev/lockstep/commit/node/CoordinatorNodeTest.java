package dev.lockstep.commit.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.commit.Coordinator;
import dev.lockstep.commit.Message.Inquiry;
import dev.lockstep.commit.Message.Yes;
import dev.lockstep.commit.Outcome;
import dev.lockstep.commit.run.CommitProtocol;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Packet;
import dev.lockstep.storage.Layout;
import dev.lockstep.storage.StableStorage;
import dev.lockstep.storage.faulty.Faults;
import dev.lockstep.storage.faulty.FaultyDisk;
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
    private final CoordinatorNode node = node();

    private CoordinatorNode node() {
        CoordinatorNode made = new CoordinatorNode(
                CLUSTER,
                new CommitProtocol.Group(CLUSTER, Cores.RIGHT),
                () -> StableStorage.openOrCreate(disk1, disk2, new Layout("c", 8, 1024)),
                NodeTrace.of(null),
                (transaction, its) -> {
                    Outcome outcome = ((Coordinator) its.get(0)).outcome();
                    if (outcome != Outcome.NONE) {
                        told.put(Transactions.number(transaction), outcome);
                    }
                });
        made.resume();
        return made;
    }

    @Test
    void inquiriesDoNotKeepItFromLosingPatienceWithAVoteThatIsMissing() {
        long transaction = node.begin(number -> Map.of());
        node.receive(new Packet<>(Transactions.name(transaction), new Yes("p1", "c")));
        for (int i = 0; i < 2; i++) {
            node.tick();
            node.receive(new Packet<>(Transactions.name(transaction), new Inquiry("p1", "c")));
        }

        assertThat(told).containsExactly(Map.entry(transaction, Outcome.ABORT));
        assertThat(node.open()).isZero();
    }

    @Test
    void aVoteGivesTheOthersTimeAgain() {
        long transaction = node.begin(number -> Map.of());
        node.tick();
        node.receive(new Packet<>(Transactions.name(transaction), new Yes("p1", "c")));
        node.tick();

        assertThat(told).isEmpty();
    }

    @Test
    void aNumberIsNeverUsedAgainAfterACrash() {
        long before = node.begin(number -> Map.of());
        node.restarted();

        assertThat(node.begin(number -> Map.of())).isGreaterThan(before);
    }
}
