package dev.lockstep.mutex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.lockstep.mutex.Message.Acknowledge;
import dev.lockstep.mutex.Message.Release;
import dev.lockstep.mutex.Message.Request;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The paper's rules, one by one, each on one process. */
@Tag("core")
class LamportMutexTest {
    private static final Map<String, Integer> RANK = Map.of("p1", 1, "p2", 2, "p3", 3);

    private final LamportMutex p2 = new LamportMutex("p2", RANK);

    @Test
    void rule1ARequestGoesToEveryOtherProcessAndOntoTheOwnQueue() {
        p2.request();

        assertThat(p2.drain()).containsExactly(new Request("p2", "p1", 1), new Request("p2", "p3", 1));
        assertThat(p2.state()).isEqualTo(state(1, Phase.WAITING, Set.of(new Ticket("p2", 1)), 0, 0));
    }

    @Test
    void rule1AProcessThatWaitsDoesNotAskAgain() {
        p2.request();

        assertThatIllegalStateException().isThrownBy(p2::request);
    }

    @Test
    void rule2AReceivedRequestIsQueuedAndAcknowledgedWithALaterTime() {
        p2.receiveRequest(new Request("p3", "p2", 7));

        assertThat(p2.drain()).containsExactly(new Acknowledge("p2", "p3", 8));
        assertThat(p2.state()).isEqualTo(state(8, Phase.IDLE, Set.of(new Ticket("p3", 7)), 0, 7));
    }

    @Test
    void rule3AReleaseWithdrawsTheRequestAndIsSentToEveryOtherProcess() {
        holding();
        p2.release();

        assertThat(p2.drain()).containsExactly(new Release("p2", "p1", 6), new Release("p2", "p3", 6));
        assertThat(p2.state()).isEqualTo(state(6, Phase.IDLE, Set.of(), 2, 2));
    }

    @Test
    void rule3OnlyAHolderReleases() {
        p2.request();

        assertThatIllegalStateException().isThrownBy(p2::release);
    }

    @Test
    void rule4AReceivedReleaseRemovesTheSendersRequest() {
        p2.receiveRequest(new Request("p1", "p2", 1));
        p2.receiveRequest(new Request("p3", "p2", 1));
        p2.receiveRelease(new Release("p1", "p2", 9));

        p2.drain();
        assertThat(p2.state()).isEqualTo(state(10, Phase.IDLE, Set.of(new Ticket("p3", 1)), 9, 1));
    }

    @Test
    void rule5AProcessEntersOnceEveryOtherProcessHasSentALaterMessage() {
        p2.request();
        p2.receiveAcknowledge(new Acknowledge("p1", "p2", 2));
        assertThat(p2.canEnter()).isFalse();
        p2.receiveAcknowledge(new Acknowledge("p3", "p2", 2));
        assertThat(p2.canEnter()).isTrue();

        p2.enter();

        assertThat(p2.phase()).isEqualTo(Phase.HOLDING);
        assertThat(p2.clock()).isEqualTo(5);
    }

    @Test
    void rule5AnyLaterMessageCountsNotOnlyAnAcknowledgement() {
        p2.request();
        p2.receiveAcknowledge(new Acknowledge("p1", "p2", 2));
        p2.receiveRequest(new Request("p3", "p2", 2));

        assertThat(p2.canEnter()).isTrue();
    }

    @Test
    void rule5AMessageOfTheSameTimeIsNotLater() {
        p2.request();
        p2.receiveAcknowledge(new Acknowledge("p1", "p2", 2));
        p2.receiveRequest(new Request("p3", "p2", 1));

        assertThat(p2.canEnter()).isFalse();
    }

    @Test
    void rule5OfTwoRequestsOfOneTimeThatOfTheLowerRankIsFirst() {
        p2.request();
        p2.receiveRequest(new Request("p1", "p2", 1));
        p2.receiveAcknowledge(new Acknowledge("p1", "p2", 2));
        p2.receiveAcknowledge(new Acknowledge("p3", "p2", 2));

        assertThat(p2.canEnter()).isFalse();
        assertThatIllegalStateException().isThrownBy(p2::enter);
    }

    @Test
    void aProcessThatDoesNotWaitDoesNotEnter() {
        assertThat(p2.canEnter()).isFalse();
        holding();
        assertThat(p2.canEnter()).isFalse();
    }

    @Test
    void ir2AReceiptMovesTheClockPastTheMessagesTimeAndNeverBack() {
        p2.receiveAcknowledge(new Acknowledge("p1", "p2", 40));
        assertThat(p2.clock()).isEqualTo(41);
        p2.receiveAcknowledge(new Acknowledge("p3", "p2", 3));
        assertThat(p2.clock()).isEqualTo(42);
    }

    @Test
    void aMessageForOrFromSomebodyElseIsNotTaken() {
        assertThatIllegalStateException().isThrownBy(() -> p2.receiveRequest(new Request("p1", "p3", 1)));
        assertThatIllegalStateException().isThrownBy(() -> p2.receiveAcknowledge(new Acknowledge("p1", "p3", 1)));
        assertThatIllegalStateException().isThrownBy(() -> p2.receiveRelease(new Release("p9", "p2", 1)));
        assertThat(p2.state()).isEqualTo(new LamportMutex("p2", RANK).state());
    }

    @Test
    void aClockAtItsEndStopsTheProcessInsteadOfWrapping() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> p2.receiveAcknowledge(new Acknowledge("p1", "p2", Integer.MAX_VALUE)));
    }

    @Test
    void messagesHaveATimeAndAreForOthers() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Request("p1", "p2", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Acknowledge("p1", "p2", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Release("p1", "p1", 1));
    }

    @Test
    void everyProcessNeedsARankOfItsOwn() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LamportMutex("p4", RANK));
        assertThatIllegalArgumentException().isThrownBy(() -> new LamportMutex("a", Map.of("a", 1, "b", 1)));
    }

    @Test
    void aCopyIsInTheSameStateAndGoesItsOwnWay() {
        p2.request();
        LamportMutex copy = p2.copy();
        assertThat(copy.state()).isEqualTo(p2.state());

        copy.receiveRequest(new Request("p1", "p2", 1));

        assertThat(copy.state()).isNotEqualTo(p2.state());
        assertThat(p2.drain()).hasSize(2);
        assertThat(copy.drain()).hasSize(3);
    }

    private static List<Object> state(int clock, Phase phase, Set<Ticket> queue, int fromP1, int fromP3) {
        return List.of("p2", clock, phase, queue, Map.of("p1", fromP1, "p2", 0, "p3", fromP3), List.of());
    }

    private void holding() {
        p2.request();
        p2.drain();
        p2.receiveAcknowledge(new Acknowledge("p1", "p2", 2));
        p2.receiveAcknowledge(new Acknowledge("p3", "p2", 2));
        p2.enter();
    }
}
