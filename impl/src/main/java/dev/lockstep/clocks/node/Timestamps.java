package dev.lockstep.clocks.node;

import dev.lockstep.clocks.Bounds;
import dev.lockstep.clocks.Message;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Roles;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * Gives the events of a program timestamps from one clock of a group, in which all send to each other. A program that receives a message
 * asks for a timestamp that is later than that of the message: it waits until the clock is past it, and no program sets a clock.
 *
 * <p>It is one node, with no thread and no timer: whoever runs it lets it act once in a while, and takes what it sends.
 */
public final class Timestamps {
    /** A clock counts milliseconds. A tick is 10 of them, kappa is 1/10, and a message is sent every 200 ms and takes at most 50 ms. */
    public static final Bounds BOUNDS = new Bounds(10, 1, 20, 0, 5);

    private static final double NANOS_PER_UNIT = 1e6;

    /** Describes an event that waits until the clock is past the timestamp of an earlier one. */
    private record Waiting(Timestamp earlier, CompletableFuture<Stamped> answer) {}

    private final String id;
    private final Set<String> others;
    private final LongSupplier nanos;
    private final double rate;
    private final long begin;
    private final Hearing hearing;
    private final OwnTime time = new OwnTime();
    private final ClockNode node;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private Timestamp last;

    /** The units that the oscillator had run when it was last read. */
    private int units;

    /**
     * Makes a clock that shows 0.
     *
     * @param processes all of the group, this one too
     * @param roles makes the clock, which may send to all others
     * @param nanos nanoseconds since any moment, never fewer than before: {@link System#nanoTime}
     * @param rate how fast the clock runs of itself; 1: exactly. The bounds hold from 0.9 to 1.1
     */
    public Timestamps(String id, Set<String> processes, Roles<Message> roles, LongSupplier nanos, double rate) {
        this.id = id;
        this.others = new TreeSet<>(processes);
        others.remove(id);
        this.nanos = nanos;
        this.rate = rate;
        this.begin = nanos.getAsLong();
        this.hearing = new Hearing(BOUNDS, others);
        this.last = new Timestamp(0, 0, id);
        this.node = new ClockNode(id, roles, NodeTrace.of(null), (instance, clocks) -> {}, time, t -> units);
    }

    /** Reads the oscillator. Its ticks are all that this process knows of real time. */
    private final class OwnTime implements RealTime {
        private final Map<String, Integer> due = new TreeMap<>();

        @Override
        public int event() {
            units = Math.toIntExact((long) Math.floor((nanos.getAsLong() - begin) * rate / NANOS_PER_UNIT));
            return units / BOUNDS.scale();
        }

        @Override
        public boolean mayArrive(Message m) {
            return true;
        }

        @Override
        public int arrived(Message m) {
            int t = event();
            hearing.heard(m, node.reading(t), units);
            return t;
        }

        @Override
        public boolean maySend(String from, String to) {
            return event() >= due.getOrDefault(to, 0);
        }

        @Override
        public int sending(String from, String to) {
            return event();
        }

        /** Lets a message follow after half of the time within which it must. */
        @Override
        public void sent(Message m) {
            due.put(m.to(), m.sent() + BOUNDS.tau() / 2);
        }
    }

    /** Returns the node that sends and receives what keeps the clocks together. */
    public ClockNode node() {
        return node;
    }

    private int reading() {
        return node.reading(time.event());
    }

    /** Returns the timestamp of an event that happens now. */
    public Stamped stamp() {
        last = next(reading());
        return new Stamped(last, hearing.error(units));
    }

    private Timestamp next(int reading) {
        return reading > last.time() ? new Timestamp(reading, 0, id) : new Timestamp(last.time(), last.count() + 1, id);
    }

    /**
     * Completes the answer with the timestamp of an event that happens then, and has happened after one with that timestamp. It fails if
     * clocks are known to be together, and none can show that time yet.
     */
    public void stampAfter(Timestamp earlier, CompletableFuture<Stamped> answer) {
        int reading = reading();
        int ahead = earlier.time() - reading;
        if (hearing.error(units).isPresent() && ahead > hearing.error(units).getAsInt()) {
            answer.completeExceptionally(new IllegalArgumentException(
                    "no clock of the group shows the time of " + earlier + " yet: it is " + reading));
            return;
        }
        waiting.add(new Waiting(earlier, answer));
        answerThoseThatWait();
    }

    private void answerThoseThatWait() {
        for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
            Waiting next = each.next();
            if (next(reading()).compareTo(next.earlier) > 0) {
                each.remove();
                next.answer.complete(stamp());
            }
        }
    }

    /** Lets time pass: sends what is due, and answers those for whom the clock has come far enough. */
    public void act() {
        for (String q : others) {
            if (node.maySend(q)) {
                node.send(q);
            }
        }
        answerThoseThatWait();
    }

    /** Ends the waiting: all answers fail. */
    void end(IllegalStateException reason) {
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            next.answer.completeExceptionally(reason);
        }
    }
}
