package dev.lockstep.multipaxos;

import dev.lockstep.annotations.Sends;
import java.util.ArrayList;
import java.util.List;

/** What the three roles have in common: they send, and can be down. */
abstract class Role {
    boolean isDown;

    @Sends("network")
    private final List<Message> network = new ArrayList<>();

    Role(boolean isDown) {
        this.isDown = isDown;
    }

    void send(Message message) {
        network.add(message);
    }

    /** What this process has sent since last asked, in order. */
    public List<Message> drain() {
        List<Message> sent = List.copyOf(network);
        network.clear();
        return sent;
    }

    void require(boolean guard) {
        if (!guard) {
            throw new IllegalStateException("not enabled in " + this);
        }
    }
}
