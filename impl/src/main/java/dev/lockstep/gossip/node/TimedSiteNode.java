package dev.lockstep.gossip.node;

import dev.lockstep.gossip.DeathCertificates;
import dev.lockstep.gossip.DeathCertificates.Message;
import dev.lockstep.run.BatchNode;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Roles;
import dev.lockstep.run.Store;
import java.util.function.Supplier;

/** Plays one site that has a clock, which the ticks of the node's process drive. While the process is down the clock stands still. */
public final class TimedSiteNode extends BatchNode<Message> {
    /** Ticks of the process, of 20 ms each, to one of the site's clock. */
    private static final long TICKS = 5;

    private long next = TICKS;

    /** @param disk opens the site's store, which is closed with the node */
    public TimedSiteNode(
            String id,
            Roles<Message> roles,
            Supplier<? extends Store> disk,
            NodeTrace trace,
            Listener<Message> listener) {
        super(id, roles, disk, trace, listener);
    }

    /**
     * Lets the site's clock tick, if it is time.
     *
     * @param ticks the ticks since the process began
     */
    public void passTime(long ticks) {
        if (ticks >= next) {
            next = ticks + TICKS;
            call(INSTANCE, id(), site -> ((DeathCertificates) site).pass());
        }
    }
}
