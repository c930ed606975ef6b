package dev.lockstep.junit.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.Rejection.Kind;
import dev.lockstep.junit.ExpectRejection;
import dev.lockstep.junit.RecordedTrace;
import dev.lockstep.junit.ValidateTraces;
import dev.lockstep.recorder.Header;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Objects that threads share, right and wrong. Right ones are accepted however the threads are scheduled; in wrong ones another
 * thread does its part just where the mistake is, so that they are rejected in every run.
 */
class SharedObjectsTest {
    private interface Body {
        void run() throws Exception;
    }

    private static Thread started(String name, Body body) {
        Thread thread = new Thread(
                () -> {
                    try {
                        body.run();
                    } catch (InterruptedException isLetGo) {
                        Thread.currentThread().interrupt();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                name);
        thread.start();
        return thread;
    }

    /** Runs it in a thread of this name, to its end. */
    private static void elsewhere(String name, Body body) {
        try {
            started(name, body).join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Runs something once, when it is armed: what the other thread does in between. */
    private static final class Meanwhile implements Runnable {
        private Body body = () -> {};

        @Override
        public void run() {
            Body once = body;
            body = () -> {};
            try {
                once.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Nested
    @ValidateTraces(spec = "src/test/resources/SharedStack.tla")
    class LockFree {
        private <S extends TreiberStack> S attached(RecordedTrace trace, S stack) throws IOException {
            trace.record(Header.of(Map.of(), stack.getClass())).attach(stack);
            return stack;
        }

        @Test
        void theStackIsLinearizable(RecordedTrace trace) throws Exception {
            TreiberStack stack = attached(trace, new TreiberStack());
            CyclicBarrier together = new CyclicBarrier(3);
            List<Thread> threads = new ArrayList<>();
            for (int t = 1; t <= 3; t++) {
                int thread = t;
                threads.add(started("t" + t, () -> {
                    together.await();
                    for (int i = 0; i < 100; i++) {
                        stack.push(1 + (thread + i) % 8);
                        stack.pop();
                    }
                }));
            }
            join(threads);
        }

        @Test
        @ExpectRejection(action = "Pop", kind = Kind.NOT_ENABLED)
        void aStackThatDoesNotCompareGivesAnElementTwice(RecordedTrace trace) throws Exception {
            Meanwhile meanwhile = new Meanwhile();
            TreiberStack stack = attached(trace, new TreiberStack.WithoutComparing(meanwhile));
            stack.push(1);
            stack.push(2);
            meanwhile.body = () -> elsewhere("t1", () -> assertThat(stack.pop()).contains(2));
            assertThat(stack.pop()).contains(2);
        }
    }

    @Nested
    @ValidateTraces(spec = "src/test/resources/SharedMap.tla")
    class OfTheLibrary {
        @Test
        void theMapIsLinearizable(RecordedTrace trace) throws Exception {
            SharedMap map = new SharedMap();
            trace.record(Header.of(Map.of(), SharedMap.class)).attach(map);
            CyclicBarrier together = new CyclicBarrier(3);
            List<Thread> threads = new ArrayList<>();
            for (int t = 1; t <= 3; t++) {
                int value = t;
                threads.add(started("t" + t, () -> {
                    together.await();
                    map.putIfAbsent("a", value);
                    map.putIfAbsent("b", value + 1);
                }));
            }
            join(threads);
        }

        @Test
        @ExpectRejection(action = "PutIfAbsent", kind = Kind.NOT_ENABLED, because = "old = map[k]")
        void lookingFirstLetsTwoThreadsPut(RecordedTrace trace) throws Exception {
            Meanwhile meanwhile = new Meanwhile();
            SharedMap map = new SharedMap.LooksFirst(meanwhile);
            trace.record(Header.of(Map.of(), SharedMap.LooksFirst.class)).attach(map);
            meanwhile.body = () ->
                    elsewhere("t1", () -> assertThat(map.putIfAbsent("a", 1)).isNull());
            assertThat(map.putIfAbsent("a", 2)).isNull();
        }
    }

    @Nested
    @ValidateTraces(spec = "src/test/resources/BoundedQueue.tla", atEnd = "NobodyWaits")
    class BehindAMonitor {
        private Thread stuck;

        private <Q extends BoundedQueue> Q attached(RecordedTrace trace, Q queue) throws IOException {
            trace.record(Header.of(Map.of(), queue.getClass())).attach(queue);
            return queue;
        }

        private Thread waitingTaker(BoundedQueue queue) {
            Thread taker = started("taker", queue::take);
            while (taker.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            return taker;
        }

        @Test
        void whoIsWokenLooksAgain(RecordedTrace trace) throws Exception {
            BoundedQueue queue = attached(trace, new BoundedQueue(2));
            Thread taker = waitingTaker(queue);
            synchronized (queue) {
                queue.notifyAll();
            }
            for (int i = 1; i <= 3; i++) {
                queue.put(i); // the last waits for the taker, if that was not faster
            }
            taker.join();
        }

        @Test
        @ExpectRejection(action = "Take", kind = Kind.NOT_ENABLED)
        void whoIsWokenAndDoesNotLookTakesWhatIsNotThere(RecordedTrace trace) throws Exception {
            BoundedQueue queue = attached(trace, new BoundedQueue.WithoutLookingAgain(2));
            Thread taker = started("taker", () -> {
                try {
                    queue.take();
                } catch (NullPointerException thereIsNothing) {
                    // as it must be
                }
            });
            while (taker.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            synchronized (queue) {
                queue.notifyAll();
            }
            taker.join();
        }

        @Test
        @ExpectRejection(action = "", kind = Kind.AT_END, because = "NobodyWaits")
        void aThreadThatWaitsForEverIsNotAccepted(RecordedTrace trace) throws Exception {
            BoundedQueue queue = attached(trace, new BoundedQueue(2));
            stuck = waitingTaker(queue);
        }

        /** After the trace has been validated. */
        @AfterEach
        void letGo() throws InterruptedException {
            if (stuck != null) {
                stuck.interrupt();
                stuck.join();
            }
        }
    }
}
