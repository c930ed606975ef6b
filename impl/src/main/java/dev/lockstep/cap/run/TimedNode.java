package dev.lockstep.cap.run;

import dev.lockstep.cap.TConnectedRegister.Message;
import dev.lockstep.host.Step;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Packet;
import dev.lockstep.run.Roles;
import dev.lockstep.run.Store;
import java.util.List;

/** Runs a node whose clock ticks when the time of a simulated run lets it. */
final class TimedNode extends InstanceNode<Message> {
    private final SimulatedTime time;

    TimedNode(String id, Roles<Message> roles, NodeTrace trace, Listener<Message> listener, SimulatedTime time) {
        super(id, roles, Store::none, trace, listener);
        this.time = time;
    }

    @Override
    public void receive(Packet<Message> packet) {
        if (time.arrives(packet.message())) {
            super.receive(packet);
        }
    }

    @Override
    protected void send(String instance, Message message) {
        time.sent(message);
        super.send(instance, message);
    }

    /** Lets a choice of the run pass while the clock may not tick. */
    @Override
    public List<Step> steps() {
        return super.steps().stream()
                .map(step -> step.isTimeout() ? tickOrWait(step.action()) : step)
                .toList();
    }

    private Step tickOrWait(Runnable tick) {
        if (!time.mayTick(id())) {
            return new Step("wait", false, true, () -> {});
        }
        return new Step("tick", false, () -> {
            time.ticked(id());
            tick.run();
        });
    }
}
