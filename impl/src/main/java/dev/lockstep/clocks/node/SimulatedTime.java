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

/**
 * Keeps the real time of a simulated run. It passes when an event takes place, by a random number of ticks, and by nothing that is due: as
 * in the spec, each event is at some time from now to {@code Deadline}. So the theorem's hypotheses hold.
 */
public final class SimulatedTime implements RealTime {
    private final Bounds bounds;
    private final IntUnaryOperator choice;
    private final IntConsumer passes;
    private final Map<List<String>, Integer> sent = new LinkedHashMap<>();
    private final List<Message> underWay = new ArrayList<>();
    private int now;

    /**
     * Begins at 0.
     *
     * @param choice a number below its argument
     * @param passes is told of the time to which real time passes, before the event that takes place then
     */
    public SimulatedTime(Bounds bounds, Collection<List<String>> arcs, IntUnaryOperator choice, IntConsumer passes) {
        this.bounds = bounds;
        this.choice = choice;
        this.passes = passes;
        arcs.forEach(arc -> sent.put(arc, 0));
    }

    private int deadline() {
        int deadline = Integer.MAX_VALUE;
        for (int time : sent.values()) {
            deadline = Math.min(deadline, time + bounds.tau());
        }
        for (Message m : underWay) {
            deadline = Math.min(deadline, m.sent() + bounds.mu() + bounds.xi());
        }
        return deadline;
    }

    private int passTo(int earliest) {
        now = earliest + choice.applyAsInt(Math.max(0, deadline() - earliest) + 1);
        passes.accept(now);
        return now;
    }

    private int earliest(Message m) {
        return Math.max(now, m.sent() + bounds.mu());
    }

    @Override
    public boolean mayArrive(Message m) {
        return earliest(m) <= deadline();
    }

    @Override
    public int arrived(Message m) {
        int time = passTo(earliest(m));
        underWay.remove(m);
        return time;
    }

    /** Returns a process waits half of tau at least before it sends again. */
    private int earliest(List<String> arc) {
        return Math.max(now, sent.get(arc) + bounds.tau() / 2);
    }

    @Override
    public boolean maySend(String from, String to) {
        return earliest(List.of(from, to)) <= deadline();
    }

    @Override
    public int sending(String from, String to) {
        return passTo(earliest(List.of(from, to)));
    }

    @Override
    public void sent(Message m) {
        sent.put(List.of(m.from(), m.to()), m.sent());
        underWay.add(m);
    }

    @Override
    public int event() {
        return passTo(now);
    }
}
