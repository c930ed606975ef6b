package dev.lockstep.multipaxos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.host.Readiness;
import dev.lockstep.multipaxos.node.LogCluster;
import dev.lockstep.paxos.Group;
import dev.lockstep.paxos.ProposerRecord;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a host asks its processes: whether they take inputs, and what they know. */
@Tag("core")
class HostedTest {
    private static final int SLOTS = 2;
    private static final Group GROUP = new LogCluster(3, SLOTS).group();

    private final Leader leader = new Leader("p1", GROUP, SLOTS, new ProposerRecord(0));
    private final Acceptor acceptor = new Acceptor("a1", GROUP, AcceptorRecord.empty(SLOTS));
    private final Learner learner = new Learner("l1", GROUP, SLOTS);

    @Test
    void aProcessTakesInputsUntilItCrashesAndOnceItIsUpAgain() {
        List.of(leader, acceptor, learner).forEach(Readiness::requireUnlessDown);
    }

    @Test
    void anAcceptorTellsTheHighestBallotThatItHasHeardOf() {
        assertThat(acceptor.promised()).isZero();
        acceptor.receive(new Message.Prepare("p1", "a1", 7));
        assertThat(acceptor.promised()).isEqualTo(7);
    }

    @Test
    void aLearnerIsFullWhenItKnowsAllSlots() {
        for (int slot = 1; slot <= SLOTS; slot++) {
            assertThat(learner.isFull()).isFalse();
            for (String a : List.of("a1", "a2")) {
                learner.receive(new Message.Accepted(a, "l1", 3, slot, "c"));
            }
        }
        assertThat(learner.isFull()).isTrue();
    }

    @Test
    void aLeaderKnowsWhatItHasProposed() {
        leader.prepare();
        leader.written();
        for (String a : List.of("a1", "a2")) {
            leader.receive(
                    new Message.Promise(a, "p1", 3, AcceptorRecord.empty(SLOTS).votes()));
        }
        leader.lead();
        assertThat(leader.hasProposed("c")).isFalse();
        leader.propose("c");
        assertThat(leader.hasProposed("c")).isTrue();
    }
}
