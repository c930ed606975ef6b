package dev.lockstep.paxos;

import dev.lockstep.annotations.Sends;
import java.util.ArrayList;
import java.util.List;

/**
 * What all roles have in common: they send, and can be down.
 *
 * @param <M> their messages
 */
public abstract class Role<M> {
    protected boolean isDown;

    @Sends("network")
    private final List<M> network = new ArrayList<>();

    protected Role(boolean isDown) {
        this.isDown = isDown;
    }

    protected void send(M message) {
        network.add(message);
    }

    /** What this process has sent since last asked, in order. */
    public List<M> drain() {
        List<M> sent = List.copyOf(network);
        network.clear();
        return sent;
    }

    protected void require(boolean guard) {
        if (!guard) {
            throw new IllegalStateException("not enabled in " + this);
        }
    }
}
