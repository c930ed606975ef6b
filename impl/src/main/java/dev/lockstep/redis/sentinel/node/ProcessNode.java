package dev.lockstep.redis.sentinel.node;

import dev.lockstep.redis.sentinel.Message;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Roles;
import dev.lockstep.run.Store;
import java.util.function.Supplier;

/**
 * Plays one sentinel or server. One write is for all steps since the node was last drained, and what these have sent leaves after it: so a
 * step and its write may be one action in the spec.
 */
public final class ProcessNode extends InstanceNode<Message> {
    /** The only one that it takes part in. */
    public static final String INSTANCE = "";

    /** @param disk opens its store, which is closed with the node */
    public ProcessNode(
            String id,
            Roles<Message> roles,
            Supplier<? extends Store> disk,
            NodeTrace trace,
            Listener<Message> listener) {
        super(id, roles, disk, trace, listener);
        open();
    }

    private void open() {
        call(INSTANCE, id(), process -> {});
    }

    @Override
    protected boolean takesBatches() {
        return true;
    }

    @Override
    public ProcessNode restarted() {
        super.restarted();
        open();
        return this;
    }
}
