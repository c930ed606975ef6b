package dev.lockstep.clocks.node;

import dev.lockstep.clocks.Bounds;
import dev.lockstep.clocks.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;

/**
 * Measures the real time of a run over TCP. Each event reads the time once, in ticks of 10 microseconds, which is the resolution of all
 * clocks of the run. A message is held back until it is as old as the minimum delay, and a process sends in time if it can. Nothing makes
 * sure that it does, or that messages are in time: this tells how late they have been.
 *
 * <p>It is used by one thread at a time.
 */
public final class MeasuredTime implements RealTime {
    /** A tick in nanoseconds. */
    public static final int TICK_NANOS = 10_000;

    private final Bounds bounds;
    private final IntUnaryOperator choice;
    private final IntConsumer passes;
    private final LongSupplier nanos;
    private final Map<List<String>, Integer> sent = new LinkedHashMap<>();
    private final Map<List<String>, Integer> due = new LinkedHashMap<>();
    private final List<Message> underWay = new ArrayList<>();
    private boolean hasBegun;
    private long begin;
    private int now;
    private int longestInterval;
    private int longestDelay;

    /**
     * Begins at 0 when it is first asked for.
     *
     * @param bounds those that processes and messages should keep
     * @param choice a number below its argument
     * @param passes is told of the time at which an event takes place, before it does
     * @param nanos nanoseconds since any moment, never fewer than before: {@link System#nanoTime}
     */
    public MeasuredTime(
            Bounds bounds,
            Collection<List<String>> arcs,
            IntUnaryOperator choice,
            IntConsumer passes,
            LongSupplier nanos) {
        this.bounds = bounds;
        this.choice = choice;
        this.passes = passes;
        this.nanos = nanos;
        for (List<String> arc : arcs) {
            sent.put(arc, 0);
            due.put(arc, 0);
        }
    }

    private int read() {
        if (!hasBegun) {
            begin = nanos.getAsLong();
            hasBegun = true;
        }
        return Math.toIntExact((nanos.getAsLong() - begin) / TICK_NANOS);
    }

    @Override
    public int event() {
        now = read();
        passes.accept(now);
        return now;
    }

    @Override
    public boolean mayArrive(Message m) {
        return read() >= m.sent() + bounds.mu();
    }

    @Override
    public int arrived(Message m) {
        int time = event();
        underWay.remove(m);
        longestDelay = Math.max(longestDelay, time - m.sent());
        return time;
    }

    @Override
    public boolean maySend(String from, String to) {
        return read() >= due.get(List.of(from, to));
    }

    @Override
    public int sending(String from, String to) {
        return event();
    }

    @Override
    public void sent(Message m) {
        List<String> arc = List.of(m.from(), m.to());
        longestInterval = Math.max(longestInterval, m.sent() - sent.put(arc, m.sent()));
        due.put(arc, m.sent() + bounds.tau() / 2 + choice.applyAsInt(bounds.tau() / 2 + 1));
        underWay.add(m);
    }

    /** Returns tau and xi as they have been: no interval and no delay so far was longer. */
    @Override
    public Bounds measured(Bounds known) {
        int tau = Math.max(1, longestInterval);
        for (int time : sent.values()) {
            tau = Math.max(tau, now - time);
        }
        int delay = longestDelay;
        for (Message m : underWay) {
            delay = Math.max(delay, now - m.sent());
        }
        return new Bounds(known.scale(), known.drift(), tau, known.mu(), Math.max(0, delay - known.mu()));
    }
}
