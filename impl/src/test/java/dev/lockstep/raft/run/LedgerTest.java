package dev.lockstep.raft.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.raft.Configuration;
import dev.lockstep.raft.Entry;
import dev.lockstep.raft.node.RaftNode;
import dev.lockstep.raft.node.RaftNode.Position;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a run may not do is noticed. */
class LedgerTest {
    private final Ledger ledger = new Ledger(Set.of("s1", "s2"));

    private static Entry entry(String command) {
        return new Entry.Command(1, command);
    }

    @Test
    void twoCommandsAtOneIndex() {
        ledger.applied("s1", 1, entry("c1"), 1);
        ledger.applied("s2", 1, entry("c1"), 1);
        assertThatThrownBy(() -> ledger.applied("s3", 1, entry("c2"), 2)).hasMessageStartingWith("agreement: s3");
    }

    @Test
    void stateMachinesThatDifferAfterTheSameEntries() {
        ledger.applied("s1", 1, entry("c1"), 1);
        assertThatThrownBy(() -> ledger.restored("s2", 1, 2)).hasMessageStartingWith("state machines: ");
    }

    @Test
    void anAcknowledgedCommandThatIsNotThere() {
        ledger.applied("s1", 1, entry("c1"), 1);
        ledger.acknowledged("c1", new Position(1, 1));
        assertThatThrownBy(() -> ledger.acknowledged("c2", new Position(1, 1))).hasMessageStartingWith("lost: c2");
        assertThatThrownBy(() -> ledger.acknowledged("c3", new Position(2, 1))).hasMessageStartingWith("lost: c3");
        assertThat(ledger.acknowledged()).isEqualTo(1);
    }

    @Test
    void aCommandThatIsInTheLogTwiceUnlessItIsANoOp() {
        ledger.applied("s1", 1, entry(RaftNode.NOOP), 0);
        ledger.applied("s1", 2, entry(RaftNode.NOOP), 0);
        ledger.applied("s1", 3, entry("c1"), 1);
        assertThatThrownBy(() -> ledger.applied("s1", 4, entry("c1"), 2)).hasMessageStartingWith("validity: c1");
    }

    @Test
    void twoLeadersOfOneTerm() {
        ledger.leads("s1", 1);
        ledger.leads("s2", 2);
        ledger.leads("s1", 1);
        assertThatThrownBy(() -> ledger.leads("s1", 2)).hasMessageStartingWith("election safety: s2 and s1");
        assertThat(ledger.leaderChanges()).isEqualTo(1);
    }

    @Test
    void aChangeCountsOnceItHasEnded() {
        ledger.applied("s1", 1, new Entry.Config(1, Configuration.joint(Set.of("s1", "s2"), Set.of("s3"))), 0);
        assertThat(ledger.changes()).isZero();
        assertThat(ledger.members()).containsExactlyInAnyOrder("s1", "s2");
        ledger.applied("s1", 2, new Entry.Config(1, Configuration.simple(Set.of("s3"))), 0);
        assertThat(ledger.changes()).isEqualTo(1);
        assertThat(ledger.members()).containsExactly("s3");
    }
}
