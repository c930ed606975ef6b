package dev.lockstep.redis.real;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Holds which processes cannot reach each other, and how long messages from one to another take. Safe for
 * threads.
 */
final class Links {
    private final Set<Set<String>> cut = new HashSet<>();
    private final Map<String, Long> delays = new HashMap<>();
    private boolean isClosed;

    /** Cuts each of some processes off from each of others. What they send is held back. */
    synchronized void cut(Set<String> some, Set<String> others) {
        for (String one : some) {
            for (String other : others) {
                cut.add(Set.of(one, other));
            }
        }
    }

    /** Lets everything through again, and what was held back first. */
    synchronized void heal() {
        cut.clear();
        notifyAll();
    }

    /** Lets nothing wait any more. */
    synchronized void close() {
        isClosed = true;
        notifyAll();
    }

    /** Has what the one sends to the other, and the answers, take so many milliseconds. */
    synchronized void delay(String from, String to, long milliseconds) {
        delays.put(from + " " + to, TimeUnit.MILLISECONDS.toNanos(milliseconds));
    }

    /** Returns how many nanoseconds a message takes. */
    synchronized long delay(String from, String to) {
        return delays.getOrDefault(from + " " + to, 0L);
    }

    /** Waits as long as the two cannot reach each other. */
    synchronized void await(String from, String to) throws InterruptedException {
        while (!isClosed && !from.equals(to) && cut.contains(Set.of(from, to))) {
            wait();
        }
    }
}
