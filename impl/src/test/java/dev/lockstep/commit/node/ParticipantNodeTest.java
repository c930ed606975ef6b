package dev.lockstep.commit.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.lockstep.commit.Entry;
import dev.lockstep.commit.Message;
import dev.lockstep.commit.Message.Ack;
import dev.lockstep.commit.Message.Commit;
import dev.lockstep.commit.Message.Inquiry;
import dev.lockstep.commit.Message.No;
import dev.lockstep.commit.Message.Prepare;
import dev.lockstep.commit.Message.Yes;
import dev.lockstep.commit.run.CommitProtocol;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Packet;
import dev.lockstep.storage.Layout;
import dev.lockstep.storage.StableStorage;
import dev.lockstep.storage.faulty.Faults;
import dev.lockstep.storage.faulty.FaultyDisk;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The store at one participant: locks, votes, and what is left after a crash. */
class ParticipantNodeTest {
    private static final Cluster CLUSTER = new Cluster("c", Set.of("p1"), Set.of("a", "b"));

    private final FaultyDisk disk1 = new FaultyDisk("1", Faults.NONE);
    private final FaultyDisk disk2 = new FaultyDisk("2", Faults.NONE);
    private final ParticipantNode node = new ParticipantNode(
            CLUSTER,
            "p1",
            new CommitProtocol.Group(CLUSTER, Cores.RIGHT),
            Cores.RIGHT,
            () -> StableStorage.openOrCreate(disk1, disk2, new Layout("p1", 16, 1024)),
            NodeTrace.of(null),
            (transaction, its) -> {});

    private void prepare(long transaction, Change... changes) {
        node.receive(new Packet<>(
                Transactions.name(transaction), new Prepare("c", "p1"), Optional.of(new Changes(List.of(changes)))));
        write();
    }

    private void commit(long transaction) {
        node.receive(new Packet<>(Transactions.name(transaction), new Commit("c", "p1")));
        write();
    }

    private void write() {
        while (true) {
            var write = node.steps().stream().filter(step -> !step.isTimeout()).findFirst();
            if (write.isEmpty()) {
                return;
            }
            write.get().action().run();
        }
    }

    private List<Message> sent() {
        return node.drain().stream()
                .map(Send::message)
                .<Message>map(Packet::message)
                .toList();
    }

    @Test
    void aCommittedTransactionIsRead() {
        prepare(1, new Change.Put("k", "v"), new Change.Add("n", 5));
        commit(1);

        assertThat(sent()).containsExactly(new Yes("p1", "c"), new Ack("p1", "c"));
        assertThat(node.read("k")).contains("v");
        assertThat(node.read("n")).contains("5");
        assertThat(node.read("other")).isEmpty();
        assertThat(node.entry(1)).isEqualTo(Entry.DONE);
    }

    @Test
    void whatATransactionInDoubtChangesCannotBeRead() {
        prepare(1, new Change.Put("k", "v"));

        assertThat(node.isLocked("k")).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> node.read("k"));
        assertThat(node.read("other")).isEmpty();
    }

    @Test
    void aSecondTransactionWaitsForTheLockAndThenSeesWhatTheFirstHasDone() {
        prepare(1, new Change.Add("n", 5));
        prepare(2, new Change.Add("n", -3));
        assertThat(sent()).containsExactly(new Yes("p1", "c"));

        commit(1);
        assertThat(sent()).containsExactly(new Ack("p1", "c"), new Yes("p1", "c"));
        commit(2);
        assertThat(node.read("n")).contains("2");
    }

    @Test
    void aTransactionThatWaitsTooLongAbortsAlone() {
        prepare(1, new Change.Add("n", 5));
        prepare(2, new Change.Add("n", 3));
        sent();
        node.tick();
        node.tick();
        write();

        assertThat(sent()).containsExactly(new Inquiry("p1", "c"), new No("p1", "c"));
        assertThat(node.entry(2)).isEqualTo(Entry.ABORTED);
    }

    @Test
    void aTransactionThatCannotBeDoneVotesNo() {
        prepare(1, new Change.Add("n", -1));
        prepare(2, new Change.Put("k", "v"));
        commit(2);
        prepare(3, new Change.Add("k", 1));

        assertThat(sent())
                .containsExactly(new No("p1", "c"), new Yes("p1", "c"), new Ack("p1", "c"), new No("p1", "c"));
    }

    @Test
    void aTransactionForWhichThereIsNoRoomVotesNo() {
        prepare(1, new Change.Put("k", "v".repeat(Change.LONGEST)));

        assertThat(sent()).containsExactly(new No("p1", "c"));
    }

    @Test
    void afterACrashATransactionInDoubtHoldsItsLocksAndAsks() {
        prepare(1, new Change.Put("k", "v"));
        node.restarted();
        assertThat(node.isLocked("k")).isTrue();

        node.tick();
        node.tick();
        assertThat(sent()).containsExactly(new Inquiry("p1", "c"));
        commit(1);
        assertThat(node.read("k")).contains("v");
    }

    @Test
    void anInterruptedTransactionIsCarriedOutAfterACrashBetweenAnyTwoWrites() {
        prepare(1, new Change.Add("n", 5));
        node.receive(new Packet<>("t1", new Commit("c", "p1")));
        int writes = 0;
        for (List<Step> steps = node.steps(); !steps.isEmpty(); steps = node.steps()) {
            steps.get(0).action().run();
            writes++;
            node.restarted();
        }

        assertThat(writes).isEqualTo(4);
        assertThat(node.read("n")).contains("5");
        assertThat(node.entry(1)).isEqualTo(Entry.DONE);
    }

    @Test
    void aLateDuplicateDoesNotBringATransactionBackToLife() {
        prepare(1, new Change.Add("n", 5));
        commit(1);
        node.restarted();
        sent();
        prepare(1, new Change.Add("n", 5));
        assertThat(sent()).isEmpty();
        commit(1);

        assertThat(sent()).containsExactly(new Ack("p1", "c"));
        assertThat(node.read("n")).contains("5");
    }
}
