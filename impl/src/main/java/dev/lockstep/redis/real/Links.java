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
public final class Links {
    private final Set<Set<String>> cut = new HashSet<>();
    private final Map<String, Long> delays = new HashMap<>();
    private final Set<String> held = new HashSet<>();
    private boolean isClosed;

    /** Cuts each of some processes off from each of others. What they send is held back. */
    public synchronized void cut(Set<String> some, Set<String> others) {
        for (String one : some) {
            for (String other : others) {
                cut.add(Set.of(one, other));
            }
        }
    }

    /** Lets everything through again, and what was held back first. */
    public synchronized void heal() {
        cut.clear();
        notifyAll();
    }

    /** Holds back what a process and others send each other, until it is released. */
    public synchronized void hold(String name) {
        held.add(name);
    }

    /** Lets what a process and others send each other through again, unless it is cut off. */
    public synchronized void release(String name) {
        held.remove(name);
        notifyAll();
    }

    /** Lets nothing wait any more. */
    synchronized void close() {
        isClosed = true;
        notifyAll();
    }

    /** Has what the one asks the other take so many milliseconds. Answers come at once. */
    public synchronized void delay(String from, String to, long milliseconds) {
        delays.put(from + " " + to, TimeUnit.MILLISECONDS.toNanos(milliseconds));
    }

    /** Returns how many nanoseconds a request takes. */
    public synchronized long delay(String from, String to) {
        return delays.getOrDefault(from + " " + to, 0L);
    }

    /** Waits as long as the two cannot reach each other. */
    public synchronized void await(String from, String to) throws InterruptedException {
        while (!isClosed && !from.equals(to) && isHeldBack(from, to)) {
            wait();
        }
    }

    private boolean isHeldBack(String from, String to) {
        return cut.contains(Set.of(from, to)) || held.contains(from) || held.contains(to);
    }
}
