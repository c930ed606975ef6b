package dev.lockstep.clocks.run;

import dev.lockstep.clocks.Bounds;
import dev.lockstep.clocks.PhysicalClock;
import dev.lockstep.clocks.node.ClockNode;
import dev.lockstep.clocks.node.DriftingOscillator;
import dev.lockstep.clocks.node.Oscillator;
import dev.lockstep.clocks.node.RealTime;
import dev.lockstep.clocks.node.SimulatedTime;
import dev.lockstep.core.Process;
import dev.lockstep.run.Clients;
import dev.lockstep.storage.StableStorage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * Plays clients that let processes send, and an operator who now and then steps a clock. They see all clocks at once, as nobody in the
 * system can, and judge that none is set back (IR1', IR2') and that they stay together (PC2).
 */
final class ClockClients implements Clients<ClockNode, Reading> {
    /** The numbers of units by which the operator steps a clock: less and more than clocks may differ. */
    static final List<Integer> STEPS = List.of(-1_000, -20, 20, 1_000);

    /** One of so many calls is the operator's. */
    private static final int CALLS_PER_STEP = 150;

    /**
     * Tells what all clocks show at one real time, before the events of that time.
     *
     * @param time real time, in ticks
     * @param since the time from which on the theorem's hypotheses have held
     * @param isSettled whether that is long enough ago for PC2
     * @param clocks the clock of each process, in units
     */
    record Readings(int time, int since, boolean isSettled, Map<String, Integer> clocks) {
        int most() {
            return Collections.max(clocks.values());
        }

        int least() {
            return Collections.min(clocks.values());
        }

        int skew() {
            return most() - least();
        }
    }

    private final ClocksProtocol.Group group;
    private final IntUnaryOperator choice;
    private final Teller<Reading> teller;
    private final SimulatedTime time;

    private final Map<String, ClockNode> nodes = new TreeMap<>();
    private final Map<String, Reading> last = new TreeMap<>();
    private final List<String> complaints = new ArrayList<>();
    private Consumer<Readings> observer = readings -> {};
    private boolean isStepping;
    private int since;
    private long steps;
    private long largest;

    ClockClients(ClocksProtocol.Group group, IntUnaryOperator choice, Teller<Reading> teller) {
        this.group = group;
        this.choice = choice;
        this.teller = teller;
        this.time = new SimulatedTime(group.actual(), group.arcs(), choice, this::compare);
    }

    RealTime time() {
        return time;
    }

    Oscillator oscillator() {
        return new DriftingOscillator(group.actual(), choice);
    }

    /** The clock of this node is among those that are compared. */
    void add(ClockNode node) {
        nodes.put(node.id(), node);
    }

    @Override
    public List<Call> calls(ClockNode node) {
        List<Call> calls = new ArrayList<>();
        for (String q : group.receivers(node.id())) {
            if (node.maySend(q)) {
                calls.add(new Call("send to " + q, true, () -> act(node, q)));
            }
        }
        return calls;
    }

    private void act(ClockNode node, String q) {
        if (choice.applyAsInt(CALLS_PER_STEP) == CALLS_PER_STEP - 1) {
            isStepping = true;
            node.step(STEPS.get(choice.applyAsInt(STEPS.size())));
        } else {
            node.send(q);
        }
    }

    @Override
    public void stepped(String node, String instance, List<? extends Process<?>> processes) {
        PhysicalClock clock = (PhysicalClock) processes.get(0);
        Reading reading = new Reading(clock.read(), clock.clock(), isStepping);
        isStepping = false;
        if (!reading.equals(last.get(node))) {
            teller.tell(node, reading);
        }
    }

    @Override
    public void told(String node, Reading reading) {
        Bounds bounds = group.bounds();
        Reading before = last.getOrDefault(node, new Reading(0, 0, false));
        if (reading.isStepped()) {
            steps++;
            since = reading.time() + bounds.mu() + bounds.xi();
        } else if (reading.clock() < before.clock() + bounds.fewest(reading.time() - before.time())) {
            complaints.add("IR1': the clock of " + node + " goes from " + before + " to " + reading);
        }
        last.put(node, reading);
    }

    /** Compares all clocks right before the events of that time: PC2. */
    private void compare(int t) {
        Map<String, Integer> clocks = new TreeMap<>();
        nodes.forEach((id, node) -> clocks.put(id, node.reading(t)));
        Readings readings = new Readings(t, since, t - since > group.bounds().wait(group.diameter()), clocks);
        observer.accept(readings);
        if (readings.isSettled()) {
            largest = Math.max(largest, readings.skew());
            if (readings.skew() > group.epsilon()) {
                complaints.add(
                        "PC2: at " + t + " clocks show " + clocks + ", and differ by more than " + group.epsilon());
            }
        }
    }

    /** Sets the observer that is told what clocks show, each time that real time passes. */
    void observe(Consumer<Readings> observer) {
        this.observer = observer;
    }

    @Override
    public void check(Function<String, StableStorage> disks) {
        if (!complaints.isEmpty()) {
            throw new IllegalStateException(complaints.get(0));
        }
    }

    @Override
    public Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("diameter", (long) group.diameter());
        figures.put("skew", largest);
        figures.put("bound", (long) group.epsilon());
        figures.put("steps", steps);
        return figures;
    }
}
