package dev.lockstep.redis.real.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a replica takes for the slots of its master: the claim of the greatest configEpoch counts. */
class NodeKnowledgeTest {
    private final NodeKnowledge knowledge = new NodeKnowledge("n4", new ClusterLayout(3, 3, 2)); // it follows n1

    private static BusMessage header(String from, long epoch) {
        return new BusMessage(
                "ping",
                BusMessage.HEADER,
                ClusterLayout.id(from),
                epoch,
                epoch,
                new BitSet(),
                "",
                false,
                false,
                List.of(),
                "",
                0,
                new BitSet());
    }

    private Set<Integer> slotsAfter(String from, long epoch, Integer... claimed) {
        knowledge.hear(from, header(from, epoch));
        knowledge.claim(from, epoch, List.of(claimed));
        return Objects.requireNonNull(knowledge.known().slots());
    }

    @Test
    void anOldClaimOfTheMasterTakesNoSlotBackThatAnotherHasClaimedSince() {
        knowledge.said(header("n4", 1)); // its master has none

        assertThat(slotsAfter("n1", 40, 1, 6, 8)).containsExactlyInAnyOrder(1, 6, 8);
        assertThat(slotsAfter("n2", 41, 0, 6)).containsExactlyInAnyOrder(1, 8);
        assertThat(slotsAfter("n1", 40, 1, 5, 6, 8)).containsExactlyInAnyOrder(1, 5, 8);
        assertThat(slotsAfter("n1", 42, 1, 5, 6, 8)).containsExactlyInAnyOrder(1, 5, 6, 8);
    }

    @Test
    void anOldClaimOfAnotherTakesNoSlotOfTheMaster() {
        knowledge.said(header("n4", 1));
        slotsAfter("n1", 40, 1, 6);

        assertThat(slotsAfter("n2", 39, 6)).containsExactlyInAnyOrder(1, 6);
    }

    /** n3 has taken a new epoch, and has given slot 7 away before: its older claim of it counts no more. */
    @Test
    void whatAnotherHasStoppedClaimingGoesToTheMaster() {
        knowledge.said(header("n4", 1));
        slotsAfter("n3", 11, 7, 8);
        slotsAfter("n3", 13, 8, 9);

        assertThat(slotsAfter("n1", 12, 4, 7, 9)).containsExactlyInAnyOrder(4, 7);
    }

    /** After a partition an old PING of the new master is read late, when it was a replica: its slots are nobody's until it claims them again. */
    @Test
    void aMasterThatSaysThatItIsAReplicaLosesItsSlots() {
        knowledge.said(header("n4", 1));
        assertThat(slotsAfter("n1", 13, 5, 8)).containsExactlyInAnyOrder(5, 8);

        knowledge.hearReplica("n1");
        assertThat(Objects.requireNonNull(knowledge.known().slots())).isEmpty();
        assertThat(slotsAfter("n1", 13, 5, 8)).containsExactlyInAnyOrder(5, 8);
    }
}
