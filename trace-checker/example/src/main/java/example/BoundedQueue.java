package example;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Result;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Is a queue of bounded size: the steps of specs/BoundedQueue.tla are the methods annotated with {@code @Action}. */
@Spec("BoundedQueue")
public class BoundedQueue {
    /** The process of all its events is the queue. */
    @Self
    private final String id = "queue";

    @Variable
    private final Deque<Integer> buffer = new ArrayDeque<>();

    @Variable
    private int waiting;

    private final int capacity;

    public BoundedQueue(int capacity) {
        this.capacity = capacity;
    }

    /** Waits until there is room. */
    public synchronized void put(int v) throws InterruptedException {
        while (!hasRoom()) {
            await();
        }
        add(v);
        notifyAll();
    }

    /** Waits until there is something. */
    public synchronized int take() throws InterruptedException {
        while (!hasSome()) {
            await();
        }
        int v = remove();
        notifyAll();
        return v;
    }

    boolean hasRoom() {
        return buffer.size() < capacity;
    }

    /** Waits without the lock, which is held before and after: that is why waiting is two steps. */
    private void await() throws InterruptedException {
        startToWait();
        try {
            wait();
        } finally {
            wake();
        }
    }

    @Action("Put")
    void add(int v) {
        buffer.addLast(v);
    }

    @Action("Take")
    @Result("v")
    Integer remove() {
        return buffer.removeFirst();
    }

    @Action("Wait")
    void startToWait() {
        waiting++;
    }

    @Action
    void wake() {
        waiting--;
    }

    boolean hasSome() {
        return !buffer.isEmpty();
    }

    boolean isAwaited() {
        return waiting > 0;
    }

    /** Returns all that the next steps depend on. */
    List<Object> state() {
        return List.of(List.copyOf(buffer), waiting);
    }
}
