package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.checker.Rejection.Kind;
import dev.lockstep.junit.ExpectRejection;
import dev.lockstep.junit.RecordedTrace;
import dev.lockstep.junit.ValidateTraces;
import dev.lockstep.recorder.Header;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Whatever the threads do, what the queue does is a behaviour of specs/BoundedQueue.tla, and at the end nobody waits. */
@ValidateTraces(spec = "specs/BoundedQueue.tla", atEnd = "NobodyWaits")
class BoundedQueueTest {
    private static final int CAPACITY = 2;

    /** Wrong: it does not look whether there is room, as the model {@code broken-put-anyway}. */
    private static final class WithoutBound extends BoundedQueue {
        WithoutBound() {
            super(CAPACITY);
        }

        @Override
        boolean hasRoom() {
            return true;
        }
    }

    private static <Q extends BoundedQueue> Q recorded(RecordedTrace trace, Q queue) throws IOException {
        trace.record(Header.of(Map.of("Capacity", CAPACITY), queue.getClass())).attach(queue);
        return queue;
    }

    @Test
    void threadsPutAndTake(RecordedTrace trace) throws Exception {
        BoundedQueue queue = recorded(trace, new BoundedQueue(CAPACITY));
        List<Callable<Integer>> work = new ArrayList<>();
        for (int t = 0; t < 2; t++) {
            work.add(() -> {
                for (int i = 0; i < 100; i++) {
                    queue.put(1 + i % 3);
                }
                return 0;
            });
            work.add(() -> {
                int sum = 0;
                for (int i = 0; i < 100; i++) {
                    sum += queue.take();
                }
                return sum;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        int sum = 0;
        for (Future<Integer> each : threads.invokeAll(work)) {
            sum += each.get();
        }
        threads.shutdown();
        assertEquals(2 * (33 * (1 + 2 + 3) + 1), sum);
    }

    /** It asserts nothing itself: that the value taken is the oldest is the spec's. */
    @Test
    void whatIsPutFirstIsTakenFirst(RecordedTrace trace) throws Exception {
        BoundedQueue queue = recorded(trace, new BoundedQueue(CAPACITY));
        queue.put(1);
        queue.put(2);
        queue.take();
        queue.take();
    }

    /** A test that shows that the check can fail. */
    @Test
    @ExpectRejection(action = "Put", kind = Kind.NOT_ENABLED, because = "HasRoom")
    void aQueueWithoutBoundIsRejected(RecordedTrace trace) throws Exception {
        BoundedQueue queue = recorded(trace, new WithoutBound());
        for (int i = 1; i <= 3; i++) {
            queue.put(i);
        }
    }
}
