package dev.lockstep.report;

import dev.lockstep.protocol.RunControl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Keeps how a run is, for those who watch it, and what they ask of it. The run waits while it is paused, and between its events. */
public final class LiveRun implements RunControl {
    /** The number of events a second, unless somebody wants it faster or slower. */
    static final int USUAL_RATE = 20;

    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String title;
    private final Set<Kind> kinds;
    private final List<String> limits;
    private final List<String> lines = new ArrayList<>();
    private final List<Order> orders = new ArrayList<>();
    private List<String> nodes = List.of();
    private Status status = new Status(0, Set.of(), Set.of());
    private boolean isPaused;
    private boolean isOver;
    private String failure = "";
    private int rate = USUAL_RATE;
    private long lastEvents;
    private long version;

    /**
     * @param title what runs
     * @param kinds what may be asked of it
     * @param limits why other things cannot be asked of it, a sentence each
     */
    public LiveRun(String title, Set<Kind> kinds, List<String> limits) {
        this.title = title;
        this.kinds = Set.copyOf(kinds);
        this.limits = List.copyOf(limits);
    }

    /**
     * Tells how the run is.
     *
     * @param version is greater after each change
     * @param lines how many lines the trace has so far; 0: it has none before the end
     * @param failure why the run has failed; empty: it has not
     */
    record View(
            long version,
            List<String> nodes,
            Status status,
            boolean isPaused,
            int rate,
            boolean isOver,
            int lines,
            String failure) {}

    String title() {
        return title;
    }

    Set<Kind> kinds() {
        return kinds;
    }

    List<String> limits() {
        return limits;
    }

    synchronized View view() {
        return new View(version, nodes, status, isPaused, rate, isOver, lines.size(), failure);
    }

    /** Waits until something has changed since that version, or for a while. */
    synchronized View await(long since, long millis) throws InterruptedException {
        if (version <= since) {
            wait(millis);
        }
        return view();
    }

    /** Waits until the run is over, or for a while. */
    synchronized void awaitEnd(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = end - System.nanoTime(); !isOver && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** Wakes those who wait for a change: what is thought of the run has changed. */
    synchronized void tellAgain() {
        changed();
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    private void changed() {
        version++;
        notifyAll();
    }

    // ---------------------------------------------------------------- what the run says

    @Override
    public synchronized void begins(List<String> all) {
        nodes = List.copyOf(all);
        changed();
    }

    @Override
    public synchronized void line(String line) {
        lines.add(line);
        changed();
    }

    @Override
    public synchronized void lines(List<String> all) {
        lines.clear();
        lines.addAll(all);
        changed();
    }

    @Override
    public synchronized boolean isPaused() {
        return isPaused;
    }

    @Override
    public synchronized List<Order> pass(Status now) throws InterruptedException {
        if (!now.equals(status)) {
            status = now;
            changed();
        }
        boolean isNew = now.events() > lastEvents;
        lastEvents = now.events();
        long end = System.nanoTime() + (kinds.contains(Kind.PACE) && isNew && rate > 0 ? NANOS / rate : 0);
        while (orders.isEmpty()) {
            long left = end - System.nanoTime();
            if (isPaused) {
                wait();
            } else if (left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } else {
                break;
            }
        }
        List<Order> asked = List.copyOf(orders);
        orders.clear();
        return asked;
    }

    /** Tells that the run is over. */
    public synchronized void over(Collection<String> allLines, String why) {
        lines.clear();
        lines.addAll(allLines);
        isOver = true;
        isPaused = false;
        failure = why;
        changed();
    }

    // ---------------------------------------------------------------- what those who watch want

    /** @throws IllegalArgumentException the run cannot do it */
    synchronized void ask(Kind kind, Collection<String> of) {
        if (!kinds.contains(kind) || !nodes.containsAll(of)) {
            throw new IllegalArgumentException("cannot be asked: " + kind + " " + new TreeSet<>(of));
        }
        if (kind == Kind.PAUSE) {
            isPaused = true;
        } else {
            orders.add(new Order(kind, new TreeSet<>(of)));
            isPaused &= kind != Kind.STOP; // what stands still would never end
        }
        changed();
    }

    synchronized void goOn() {
        isPaused = false;
        changed();
    }

    /** @param events how many a second; 0: as fast as it can */
    synchronized void pace(int events) {
        rate = Math.max(0, events);
        changed();
    }
}
