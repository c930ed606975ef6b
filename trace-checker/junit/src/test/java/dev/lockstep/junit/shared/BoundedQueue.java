package dev.lockstep.junit.shared;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Result;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A monitor. A thread waits outside of the actions, since waiting lets others in: the steps are what is done while the lock is held. The
 * process of all events is the queue.
 */
@Spec("BoundedQueue")
class BoundedQueue {
    @Self
    private final String id = "queue";

    @Variable
    private final Deque<Integer> buffer = new ArrayDeque<>();

    @Variable
    private int waiting;

    private final int capacity;

    BoundedQueue(int capacity) {
        this.capacity = capacity;
    }

    synchronized void put(int v) throws InterruptedException {
        while (buffer.size() == capacity) {
            await();
        }
        doPut(v);
        notifyAll();
    }

    synchronized int take() throws InterruptedException {
        while (mustWait()) {
            await();
        }
        int v = doTake();
        notifyAll();
        return v;
    }

    boolean mustWait() {
        return buffer.isEmpty();
    }

    /** The lock is held before and after, and not in between. */
    private void await() throws InterruptedException {
        startWaiting();
        wait();
        wake();
    }

    @Action("Put")
    void doPut(int v) {
        buffer.addLast(v);
    }

    @Action("Take")
    @Result("v")
    Integer doTake() {
        return buffer.pollFirst();
    }

    @Action("Wait")
    void startWaiting() {
        waiting++;
    }

    @Action
    void wake() {
        waiting--;
    }

    /** Wrong: who is woken goes on without looking again. */
    static final class WithoutLookingAgain extends BoundedQueue {
        private boolean hasWaited;

        WithoutLookingAgain(int capacity) {
            super(capacity);
        }

        @Override
        boolean mustWait() {
            boolean must = super.mustWait() && !hasWaited;
            hasWaited = must;
            return must;
        }
    }
}
