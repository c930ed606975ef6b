package dev.lockstep.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class HostTest {
    /** Answers each number with the next one, and remembers who called it. */
    @Spec("Echo")
    static class Echo implements Core<Integer> {
        @Self
        private final String id = "a";

        @Variable
        private int sum;

        private final List<Send<Integer>> outbox = new ArrayList<>();
        private final List<Thread> threads = new ArrayList<>();
        private final Queue<Step> steps = new ArrayDeque<>();
        private int drains;

        @Override
        public String id() {
            return id;
        }

        @Override
        public void receive(Integer message) {
            threads.add(Thread.currentThread());
            if (message < 0) {
                throw new IllegalStateException("below zero");
            }
            add(message);
            outbox.add(new Send<>("b", message + 1));
            outbox.add(new Send<>("c", message + 2));
        }

        @Action
        void add(int message) {
            sum += message;
        }

        @Override
        public List<Step> steps() {
            return List.copyOf(steps);
        }

        /** From now on it can take this step, once. */
        void can(boolean opens, boolean isTimeout, int message) {
            Step[] step = new Step[1];
            step[0] = new Step("send " + message, opens, isTimeout, () -> {
                steps.remove(step[0]);
                receive(message);
            });
            steps.add(step[0]);
        }

        @Override
        public List<Send<Integer>> drain() {
            drains++;
            List<Send<Integer>> sends = List.copyOf(outbox);
            outbox.clear();
            return sends;
        }
    }

    private record Sent(String to, Envelope<Integer> envelope) {}

    private static final class Wire implements Transport<Integer> {
        private final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
        private @Nullable Receiver<Integer> receiver;
        private volatile boolean isClosed;

        @Override
        public void start(Receiver<Integer> to) {
            receiver = to;
        }

        @Override
        public void send(String to, Envelope<Integer> envelope) {
            sent.add(new Sent(to, envelope));
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    private final Echo echo = new Echo();
    private final Wire wire = new Wire();
    private Host<Integer> host = new Host<>(echo, wire, null);

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void whatACoreSendsGoesOutInOrderAfterEachInput() throws Exception {
        host.start();
        wire.receiver.received("b", new Envelope<>(0, 10));
        wire.receiver.received("b", new Envelope<>(0, 20));
        settle();

        assertThat(wire.sent).map(s -> s.to() + s.envelope().message()).containsExactly("b11", "c12", "b21", "c22");
    }

    @Test
    void inputsThatWaitAreTakenTogetherMessagesFirst() throws Exception {
        host.start();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch atWork = new CountDownLatch(1);
        CompletableFuture<Void> work = host.call(() -> {
            begun.countDown();
            await(atWork);
        });
        await(begun);
        for (int i = 0; i < 3; i++) {
            int number = 100 + i;
            host.call(() -> echo.receive(number));
            wire.receiver.received("b", new Envelope<>(0, i));
        }
        atWork.countDown();
        work.get(30, TimeUnit.SECONDS);
        settle();

        assertThat(wire.sent)
                .map(s -> s.envelope().message())
                .containsExactly(1, 2, 2, 3, 3, 4, 101, 102, 102, 103, 103, 104);
        assertThat(echo.drains)
                .as("the work, the messages, the calls, and settling")
                .isBetween(3, 4);
    }

    /** Each step is taken before the next input. */
    @Test
    void theCoreTakesItsOwnStepsAfterEachInput() throws Exception {
        host.start();
        CountDownLatch atWork = new CountDownLatch(1);
        host.call(() -> await(atWork));
        host.call(() -> {
            echo.can(true, false, 100);
            echo.can(false, true, 200);
            echo.can(false, false, 10);
            echo.can(false, false, 20);
        });
        host.call(() -> echo.receive(30));
        atWork.countDown();
        settle();

        assertThat(wire.sent).map(s -> s.envelope().message()).containsExactly(11, 12, 21, 22, 31, 32);
        assertThat(echo.steps).map(Step::name).containsExactly("send 100", "send 200");
    }

    @Test
    void timePassesUntilTheHostEnds() throws Exception {
        host.start();
        CountDownLatch ticks = new CountDownLatch(3);
        CompletableFuture<Thread> clock = new CompletableFuture<>();
        host.every(Duration.ofMillis(1), () -> {
            clock.complete(Thread.currentThread());
            ticks.countDown();
        });

        assertThat(ticks.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(clock.get().getName()).isEqualTo("host-a");
        List<Thread> clocks = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("clock-a"))
                .toList();
        host.close();
        for (Thread thread : clocks) {
            thread.join(30_000);
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(clocks).isNotEmpty();
    }

    @Test
    void anAnswerComesWhenTheCoreGivesItOrFailsWithTheHost() throws Exception {
        host.start();
        List<CompletableFuture<String>> open = new ArrayList<>();
        CompletableFuture<String> later = host.<String>ask(open::add);
        settle();
        assertThat(later).isNotDone();
        host.call(() -> open.get(0).complete("now"));
        assertThat(later.get(30, TimeUnit.SECONDS)).isEqualTo("now");

        host.close();
        assertThatThrownBy(() -> host.<String>ask(open::add).get(30, TimeUnit.SECONDS))
                .hasMessageContaining("is closed");
    }

    @Test
    void anInputThatThrowsTakesThoseWithItThatItWasTakenTogetherWith() throws Exception {
        host.start();
        CountDownLatch atWork = new CountDownLatch(1);
        host.call(() -> await(atWork));
        wire.receiver.received("b", new Envelope<>(0, 1));
        wire.receiver.received("b", new Envelope<>(0, -1));
        CompletableFuture<Void> later = host.call(() -> echo.receive(5));
        atWork.countDown();

        assertThatThrownBy(() -> later.get(30, TimeUnit.SECONDS)).hasMessageContaining("below zero");
        assertThat(wire.sent).isEmpty();
        assertThat(echo.sum).isEqualTo(1);
    }

    @Test
    void allInputsRunOnOneThread() throws Exception {
        host.start();
        wire.receiver.received("b", new Envelope<>(0, 1));
        host.call(() -> echo.receive(2)).get(30, TimeUnit.SECONDS);

        assertThat(echo.threads)
                .hasSize(2)
                .allMatch(t -> t.getName().equals("host-a"))
                .allMatch(t -> t == echo.threads.get(0));
    }

    @Test
    void anInputThatThrowsEndsTheProcessAndItsTransport() throws Exception {
        CompletableFuture<IllegalStateException> end = new CompletableFuture<>();
        host.onEnd(end::complete);
        host.start();
        wire.receiver.received("b", new Envelope<>(0, -1));

        assertThat(end.get(30, TimeUnit.SECONDS)).hasMessage("process a has failed: below zero");
        assertThat(wire.isClosed).isTrue();
        assertThatThrownBy(() -> host.call(() -> {}).get(30, TimeUnit.SECONDS))
                .hasRootCauseMessage("below zero")
                .hasMessageContaining("process a has failed");
        assertThat(echo.sum).isZero();
    }

    @Test
    void aTransportThatFailsEndsTheProcess() {
        host.start();
        wire.receiver.failed(new IOException("the queue is full"));

        assertThat(host.hasEnded()).isTrue();
        assertThatThrownBy(() -> host.call(() -> {}).join())
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("process a has failed: the queue is full");
    }

    @Test
    void aClosedHostTakesNoInput() {
        host.start();
        host.close();
        host.close();

        assertThatThrownBy(() -> host.call(() -> echo.receive(1)).join()).hasMessageContaining("process a is closed");
        assertThat(echo.threads).isEmpty();
    }

    @Test
    void envelopesCarryTheRecordersClockBothWays(@TempDir Path directory) throws Exception {
        try (Recorder recorder = Recorder.open(directory.resolve("t.ndjson"), Header.of(Map.of(), Echo.class))) {
            recorder.attach(echo);
            host = new Host<>(echo, wire, recorder);
            host.start();
            wire.receiver.received("b", new Envelope<>(41, 1));
            settle();
        }

        assertThat(wire.sent).extracting(s -> s.envelope().time()).containsExactly(42L, 42L);
        assertThat(directory.resolve("t.ndjson")).content().contains("\"clock\":42");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void settle() throws Exception {
        host.call(() -> {}).get(30, TimeUnit.SECONDS);
    }
}
