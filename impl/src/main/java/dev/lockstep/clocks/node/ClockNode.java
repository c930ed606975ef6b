package dev.lockstep.clocks.node;

import dev.lockstep.clocks.Message;
import dev.lockstep.clocks.PhysicalClock;
import dev.lockstep.core.Process;
import dev.lockstep.host.Step;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Packet;
import dev.lockstep.run.Roles;
import dev.lockstep.run.Store;
import java.util.ArrayList;
import java.util.List;

/** Runs a node with one clock. It tells the clock with each event when that is, and how far the oscillator has run. */
public final class ClockNode extends InstanceNode<Message> {
    private static final String INSTANCE = "";

    private final RealTime time;
    private final Oscillator oscillator;
    private final List<Packet<Message>> early = new ArrayList<>();

    /** The units that the oscillator had made by the clock's latest event. */
    private int counted;

    public ClockNode(
            String id,
            Roles<Message> roles,
            NodeTrace trace,
            Listener<Message> listener,
            RealTime time,
            Oscillator oscillator) {
        super(id, roles, Store::none, trace, listener);
        this.time = time;
        this.oscillator = oscillator;
        call(INSTANCE, id, clock -> {});
    }

    private PhysicalClock clock() {
        return (PhysicalClock) roles(INSTANCE).orElseThrow().get(0);
    }

    /** Returns what the clock shows at real time {@code t}, in units. The time {@code t} never goes back from one call to the next. */
    public int reading(int t) {
        return clock().clock() + oscillator.units(t) - counted;
    }

    /** Counts what the oscillator has run since the clock's latest event. */
    private int elapsed(int t) {
        int e = oscillator.units(t) - counted;
        counted += e;
        return e;
    }

    /** Lets a message wait that comes before it may arrive. */
    @Override
    public void receive(Packet<Message> packet) {
        if (time.mayArrive(packet.message())) {
            super.receive(packet);
        } else {
            early.add(packet);
        }
    }

    @Override
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>(super.steps());
        for (Packet<Message> packet : early) {
            if (time.mayArrive(packet.message())) {
                steps.add(new Step("receive " + packet.message(), false, () -> {
                    early.remove(packet);
                    super.receive(packet);
                }));
            }
        }
        return steps;
    }

    @Override
    protected void deliver(Packet<Message> packet, Process<Message> role) {
        int t = time.arrived(packet.message());
        clock().receive(packet.message(), t, elapsed(t));
    }

    @Override
    protected void send(String instance, Message message) {
        time.sent(message);
        super.send(instance, message);
    }

    /** Tells whether it is time for a message to {@code q}. */
    public boolean maySend(String q) {
        return time.maySend(id(), q);
    }

    /** Sends {@code q} a message. */
    public void send(String q) {
        call(INSTANCE, id(), clock -> {
            int t = time.sending(id(), q);
            clock().send(q, t, elapsed(t));
        });
    }

    /** Steps the clock by so many units, as somebody does. */
    public void step(int by) {
        call(INSTANCE, id(), clock -> {
            int t = time.event();
            clock().stepClock(t, elapsed(t), by);
        });
    }
}
