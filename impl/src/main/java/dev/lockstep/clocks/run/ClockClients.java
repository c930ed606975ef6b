package dev.lockstep.clocks.run;

import dev.lockstep.clocks.Bounds;
import dev.lockstep.clocks.PhysicalClock;
import dev.lockstep.clocks.node.ClockNode;
import dev.lockstep.clocks.node.DriftingOscillator;
import dev.lockstep.clocks.node.MeasuredTime;
import dev.lockstep.clocks.node.Oscillator;
import dev.lockstep.clocks.node.RealTime;
import dev.lockstep.clocks.node.SimulatedTime;
import dev.lockstep.core.Process;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.run.Clients;
import dev.lockstep.storage.StableStorage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * Plays clients that let processes send, and an operator who now and then steps a clock. They see all clocks at once, as nobody in the
 * system can, and judge that none is set back (IR1', IR2') and that they stay together (PC2).
 */
final class ClockClients implements Clients<ClockNode, Reading> {
    /** One of so many calls is the operator's. Over TCP it is fewer: a machine that stands still makes it long until clocks are settled. */
    private static final Map<Transport, Integer> CALLS_PER_STEP =
            Map.of(Transport.SIMULATED, 150, Transport.TCP, 1_000);

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

    /**
     * Notes what clocks show at one real time.
     *
     * @param stepped when a clock was last stepped
     */
    private record Compared(int time, Optional<Integer> stepped, Map<String, Integer> clocks) {}

    private final ClocksProtocol.Group group;
    private final IntUnaryOperator choice;
    private final Teller<Reading> teller;
    private final RealTime time;

    private final Map<String, ClockNode> nodes = new TreeMap<>();
    private final Map<String, Reading> last = new TreeMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<Compared> compared = new ArrayList<>();
    private boolean isStepping;
    private Optional<Integer> stepped = Optional.empty();
    private long steps;

    ClockClients(ClocksProtocol.Group group, IntUnaryOperator choice, Teller<Reading> teller) {
        this.group = group;
        this.choice = choice;
        this.teller = teller;
        this.time = group.transport() == Transport.SIMULATED
                ? new SimulatedTime(group.actual(), group.arcs(), choice, this::compare)
                : new MeasuredTime(group.actual(), group.arcs(), choice, this::compare, System::nanoTime);
    }

    /** Returns the bounds that hold of clocks and messages, as far as they are known now. */
    Bounds bounds() {
        return time.measured(group.bounds());
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
        int calls = CALLS_PER_STEP.get(group.transport());
        if (choice.applyAsInt(calls) == calls - 1) {
            isStepping = true;
            node.step(group.steps().get(choice.applyAsInt(group.steps().size())));
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
        Reading before = last.getOrDefault(node, new Reading(0, 0, false));
        if (reading.isStepped()) {
            steps++;
            stepped = Optional.of(reading.time());
        } else if (reading.clock() < before.clock() + group.bounds().fewest(reading.time() - before.time())) {
            complaints.add("IR1': the clock of " + node + " goes from " + before + " to " + reading);
        }
        last.put(node, reading);
    }

    /** Compares all clocks right before the events of that time. */
    private void compare(int t) {
        Map<String, Integer> clocks = new TreeMap<>();
        nodes.forEach((id, node) -> clocks.put(id, node.reading(t)));
        compared.add(new Compared(t, stepped, clocks));
    }

    /** Returns what clocks showed each time that real time passed, in order. */
    List<Readings> readings() {
        Bounds bounds = bounds();
        int wait = bounds.wait(group.diameter());
        List<Readings> readings = new ArrayList<>();
        for (Compared each : compared) {
            int since = each.stepped().map(t -> t + bounds.mu() + bounds.xi()).orElse(0);
            readings.add(new Readings(each.time(), since, each.time() - since > wait, each.clocks()));
        }
        return readings;
    }

    int epsilon() {
        return bounds().epsilon(group.diameter());
    }

    /** Judges IR1' and IR2', and then PC2. */
    @Override
    public void check(Function<String, StableStorage> disks) {
        if (!complaints.isEmpty()) {
            throw new IllegalStateException(complaints.get(0));
        }
        int epsilon = epsilon();
        for (Readings readings : readings()) {
            if (readings.isSettled() && readings.skew() > epsilon) {
                throw new IllegalStateException("PC2: at " + readings.time() + " clocks show " + readings.clocks()
                        + ", and differ by more than " + epsilon);
            }
        }
    }

    @Override
    public Map<String, Long> figures() {
        Bounds bounds = bounds();
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("diameter", (long) group.diameter());
        figures.put("tau", (long) bounds.tau());
        figures.put("xi", (long) bounds.xi());
        figures.put(
                "skew",
                readings().stream()
                        .filter(Readings::isSettled)
                        .mapToLong(Readings::skew)
                        .max()
                        .orElse(0));
        figures.put("bound", (long) epsilon());
        figures.put("steps", steps);
        return figures;
    }
}
