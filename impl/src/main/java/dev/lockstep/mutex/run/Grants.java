package dev.lockstep.mutex.run;

import dev.lockstep.mutex.Ticket;
import dev.lockstep.mutex.node.HostedMutex;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What all processes of one run together must do: the paper's GC1-GC3. Sees every process from outside, and shares nothing with the
 * algorithm. Safe for use by many threads.
 */
public final class Grants implements HostedMutex.Listener {
    private final Comparator<Ticket> order;
    private final Map<String, Ticket> outstanding = new TreeMap<>();
    private @Nullable Ticket holder;
    private @Nullable Ticket last;
    private long events;
    private long granted;

    /** @param rank of every process, by which requests of one time are ordered */
    public Grants(Map<String, Integer> rank) {
        order = Comparator.comparingInt(Ticket::clock).thenComparing(t -> rank.get(t.process()));
    }

    @Override
    public synchronized void acted() {
        events++;
        notifyAll();
    }

    @Override
    public synchronized void requested(Ticket ticket) {
        outstanding.put(ticket.process(), ticket);
    }

    @Override
    public synchronized void granted(Ticket ticket) {
        if (holder != null) {
            throw new IllegalStateException(
                    "GC1: the resource is granted to " + ticket + " while it is held by " + holder);
        }
        if (last != null && order.compare(ticket, last) <= 0) {
            throw new IllegalStateException("GC2: the resource is granted to " + ticket + " after " + last);
        }
        holder = ticket;
        last = ticket;
        granted++;
    }

    @Override
    public synchronized void released(Ticket ticket) {
        if (!ticket.equals(holder)) {
            throw new IllegalStateException("GC1: " + ticket + " is released while the holder is " + holder);
        }
        holder = null;
        outstanding.remove(ticket.process());
    }

    /** To be called once nothing is left to happen. */
    public synchronized void requireAllGranted() {
        if (!outstanding.isEmpty()) {
            throw new IllegalStateException("GC3: never granted or never released: " + outstanding.values());
        }
    }

    /** Actions of all processes so far. */
    public synchronized long events() {
        return events;
    }

    /** @throws IllegalStateException there are more, or in this time fewer */
    synchronized void awaitEvents(long expected, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (events < expected && System.nanoTime() < deadline) {
            TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
        }
        if (events != expected) {
            throw new IllegalStateException("expected " + expected + " events in all, not " + events);
        }
    }

    public synchronized long granted() {
        return granted;
    }
}
