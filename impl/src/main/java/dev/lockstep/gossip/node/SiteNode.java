package dev.lockstep.gossip.node;

import dev.lockstep.core.Message;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Roles;
import dev.lockstep.run.Store;
import java.util.function.Supplier;

/**
 * Plays one site, which is up as soon as the node is. One write is for all steps since the node was last drained, and what these have sent
 * leaves after it: so a site's update and its write may be one action in the specs.
 */
public class SiteNode<M extends Message> extends InstanceNode<M> {
    /** The only one that a site takes part in. */
    public static final String INSTANCE = "";

    /** @param disk opens the site's store, which is closed with the node */
    public SiteNode(String id, Roles<M> roles, Supplier<? extends Store> disk, NodeTrace trace, Listener<M> listener) {
        super(id, roles, disk, trace, listener);
        open();
    }

    private void open() {
        call(INSTANCE, id(), site -> {});
    }

    @Override
    protected boolean takesBatches() {
        return true;
    }

    @Override
    public SiteNode<M> restarted() {
        super.restarted();
        open();
        return this;
    }
}
