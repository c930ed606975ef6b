package example;

import dev.lockstep.explorable.ExploredProgram;
import dev.lockstep.recorder.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/** Lets every state of the queue be visited: each thread that holds the lock puts or takes, or waits if it cannot, or wakes. */
class ExploredQueue extends ExploredProgram<BoundedQueue> {
    private static final int CAPACITY = 2;
    private static final Set<Integer> VALUES = Set.of(1, 2);

    private final IntFunction<BoundedQueue> queue;

    ExploredQueue() {
        this(BoundedQueue::new);
    }

    /** @param queue makes a queue of this capacity */
    ExploredQueue(IntFunction<BoundedQueue> queue) {
        super(Header.of(Map.of("Capacity", CAPACITY, "Value", VALUES), BoundedQueue.class));
        this.queue = queue;
    }

    @Override
    protected BoundedQueue first() {
        return queue.apply(CAPACITY);
    }

    @Override
    protected List<Runnable> steps(BoundedQueue queue) {
        List<Runnable> steps = new ArrayList<>();
        for (int v = 1; v <= VALUES.size(); v++) {
            int value = v;
            steps.add(queue.hasRoom() ? () -> queue.add(value) : queue::startToWait);
        }
        steps.add(queue.hasSome() ? queue::remove : queue::startToWait);
        if (queue.isAwaited()) {
            steps.add(queue::wake);
        }
        return steps;
    }

    @Override
    protected Object key(BoundedQueue queue) {
        return queue.state();
    }

    @Override
    public Map<String, String> differences() {
        return Map.of("Wait", "a thread waits only if there is no room, or nothing to take");
    }
}
