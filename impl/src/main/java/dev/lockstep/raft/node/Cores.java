package dev.lockstep.raft.node;

import dev.lockstep.raft.Group;
import dev.lockstep.raft.HardState;
import dev.lockstep.raft.RaftServer;
import dev.lockstep.raft.Reads;

/** Makes the core of a server: the right one, or for tests one with a slip. */
public interface Cores {
    Cores RIGHT = new Cores() {};

    default RaftServer server(String id, Group group, HardState stable, boolean isDown) {
        return new RaftServer(id, group, stable, isDown);
    }

    default Reads reads() {
        return new Reads();
    }
}
