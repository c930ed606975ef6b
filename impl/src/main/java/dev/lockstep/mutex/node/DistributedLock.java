package dev.lockstep.mutex.node;

import java.time.Duration;

/** Represents a lock that at most one process of a group holds at a time. Not reentrant; not bound to a thread. */
public interface DistributedLock {
    /**
     * Waits until this process holds the lock. Calls of one process are served in their order.
     *
     * @return whether it holds the lock now; false: the time is over
     * @throws IllegalStateException this process has failed or is closed
     */
    boolean acquire(Duration timeout) throws InterruptedException;

    /** @throws IllegalStateException this process does not hold the lock, has failed, or is closed */
    void release();
}
