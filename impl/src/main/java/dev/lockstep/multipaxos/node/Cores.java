package dev.lockstep.multipaxos.node;

import dev.lockstep.multipaxos.Acceptor;
import dev.lockstep.multipaxos.AcceptorRecord;
import dev.lockstep.multipaxos.Leader;
import dev.lockstep.multipaxos.Learner;
import dev.lockstep.paxos.Group;

/** Makes the cores of a cluster's nodes: the right ones, or for tests such with a slip. */
public interface Cores {
    Cores RIGHT = new Cores() {};

    default Leader leader(String id, Group group, int slots, int stableRound, boolean isDown) {
        return new Leader(id, group, slots, stableRound, isDown);
    }

    default Acceptor acceptor(String id, Group group, AcceptorRecord stable, boolean isDown) {
        return new Acceptor(id, group, stable, isDown);
    }

    default Learner learner(String id, Group group, int slots, boolean isDown) {
        return new Learner(id, group, slots, isDown);
    }
}
