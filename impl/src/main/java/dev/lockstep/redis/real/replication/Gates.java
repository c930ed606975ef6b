package dev.lockstep.redis.real.replication;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps apart what clients ask of a server and what an operator does to it. So it is known which of the two was first. A server that
 * is shut is not asked at all. Safe for threads.
 */
final class Gates {
    private final Map<String, ReadWriteLock> locks = new HashMap<>();
    private final Set<String> shut = new HashSet<>();

    /** Is held as long as nobody else may ask the server. */
    interface Closed extends AutoCloseable {
        @Override
        void close();
    }

    private synchronized ReadWriteLock lock(String server) {
        return locks.computeIfAbsent(server, none -> new ReentrantReadWriteLock(true));
    }

    private static Closed locked(Lock lock) {
        lock.lock();
        return lock::unlock;
    }

    /** Waits until no client asks. */
    Closed close(String server) {
        return locked(lock(server).writeLock());
    }

    /** Waits until the operator is done. */
    Closed ask(String server) {
        return locked(lock(server).readLock());
    }

    synchronized void shut(String server) {
        shut.add(server);
    }

    synchronized void open(String server) {
        shut.remove(server);
    }

    synchronized boolean isShut(String server) {
        return shut.contains(server);
    }
}
