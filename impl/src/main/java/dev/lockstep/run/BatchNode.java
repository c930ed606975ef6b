package dev.lockstep.run;

import dev.lockstep.core.Message;
import java.util.function.Supplier;

/**
 * Plays one process of a protocol that has one instance. The process is up as soon as the node is. One write is for all steps since the node
 * was last drained, and what these have sent leaves after it: so a step and its write may be one action in the specs.
 */
public class BatchNode<M extends Message> extends InstanceNode<M> {
    /** The only instance. */
    public static final String INSTANCE = "";

    /** @param disk opens the node's store, which is closed with the node */
    public BatchNode(String id, Roles<M> roles, Supplier<? extends Store> disk, NodeTrace trace, Listener<M> listener) {
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
    public BatchNode<M> restarted() {
        super.restarted();
        open();
        return this;
    }
}
