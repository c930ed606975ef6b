package dev.lockstep.clocks;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.core.Process;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Keeps the clock of one process, by the rules IR1' and IR2' of Lamport 1978, section "Physical Clocks". The paper is L. Lamport, "Time, Clocks,
 * and the Ordering of Events in a Distributed System", CACM 21(7), 1978.
 *
 * <p>Each event is told by how many units, {@code e}, the process's oscillator has run since the one before, and takes place at some real time
 * {@code t}, in ticks. Nothing that the clock shows depends on {@code t}: {@code read} and {@code sent}, and the {@code sent} of a message, are
 * there for the trace, which tells whether PC1 and the theorem's hypotheses hold.
 */
@Spec("PhysicalClocks")
public class PhysicalClock extends Process<Message> {
    final Bounds bounds;
    private final Set<String> receivers;

    @Self("p")
    private final String id;

    /** The clock, in units. */
    @Variable
    int clock;

    @Variable
    private int read;

    @Variable
    private Map<String, Integer> sent;

    /**
     * Makes a clock at real time 0.
     *
     * @param processes all of them, this one too
     * @param receivers those that it sends to
     * @param clock what it shows
     */
    public PhysicalClock(String id, Set<String> processes, Set<String> receivers, Bounds bounds, int clock) {
        this(id, receivers, bounds, clock, zeros(processes));
        if (!processes.contains(id) || !processes.containsAll(receivers) || receivers.contains(id)) {
            throw new IllegalArgumentException(id + " sends to others among " + processes + ", not to " + receivers);
        }
    }

    private PhysicalClock(String id, Set<String> receivers, Bounds bounds, int clock, Map<String, Integer> sent) {
        this.id = id;
        this.receivers = Set.copyOf(receivers);
        this.bounds = bounds;
        this.clock = clock;
        this.sent = sent;
    }

    private static Map<String, Integer> zeros(Set<String> processes) {
        Map<String, Integer> zeros = new TreeMap<>();
        processes.forEach(q -> zeros.put(q, 0));
        return Map.copyOf(zeros);
    }

    /** Refuses: a message comes with the time of its arrival. */
    @Override
    public void receive(Message message) {
        throw new UnsupportedOperationException(id + " takes a message together with the time at which it arrives");
    }

    /** Takes a message that arrives at real time {@code t}, when the oscillator has run {@code e} units since the latest event. */
    public void receive(Message m, int t, int e) {
        if (isBehind(reading(e), m)) {
            setForward(m, t, e);
        } else {
            keepClock(m, t, e);
        }
    }

    /** IR2' a: a message is stamped with the reading of the clock. */
    @Action
    public void send(String q, int t, int e) {
        require(receivers.contains(q));

        Message m = new Message(id, q, t, stamp(e));
        happens(t, reading(e));
        sent = sent(q, t);
        send(m);
    }

    /** Set the clock forward that a message shows to be behind: IR2' b. */
    @Action
    public void setForward(Message m, int t, int e) {
        require(isAddressed(m) && isBehind(reading(e), m));

        happens(t, shown(m));
    }

    /** Leave the clock that a message does not show to be behind: no clock is ever set back. */
    @Action
    public void keepClock(Message m, int t, int e) {
        require(isAddressed(m) && !isBehind(reading(e), m));

        happens(t, reading(e));
    }

    /** Somebody else sets the clock, as an operator or NTP may do. */
    @Action
    public void stepClock(int t, int e, int by) {
        happens(t, Math.addExact(reading(e), by));
    }

    private void happens(int t, int c) {
        clock = c;
        read = t;
    }

    private boolean isAddressed(Message m) {
        return m.to().equals(id);
    }

    /** Returns what the clock shows when the oscillator has run {@code e} units since the latest event: IR1'. */
    int reading(int e) {
        return Math.addExact(clock, e);
    }

    int stamp(int e) {
        return reading(e);
    }

    /** Returns what a message shows of the time: IR2' b. */
    int shown(Message m) {
        return Math.addExact(m.timestamp(), assumed());
    }

    /** Returns the minimum delay that is assumed of messages, in units. */
    int assumed() {
        return bounds.scale() * bounds.mu();
    }

    boolean isBehind(int c, Message m) {
        return c < shown(m);
    }

    private Map<String, Integer> sent(String q, int t) {
        Map<String, Integer> later = new HashMap<>(sent);
        later.put(q, t);
        return Map.copyOf(later);
    }

    @Override
    public String id() {
        return id;
    }

    /** Returns what the clock showed at the latest event, in units. */
    public int clock() {
        return clock;
    }

    /** Returns the real time of the latest event, in ticks. */
    public int read() {
        return read;
    }

    @Override
    public PhysicalClock copy() {
        PhysicalClock copy = new PhysicalClock(id, receivers, bounds, clock, sent);
        copy.read = read;
        return copied(copy);
    }

    @Override
    public List<Object> state() {
        return List.of(id, clock, read, sent, unsent());
    }
}
