package dev.lockstep.multipaxos.node;

import dev.lockstep.multipaxos.Acceptor;
import dev.lockstep.multipaxos.AcceptorRecord;
import dev.lockstep.multipaxos.Leader;
import dev.lockstep.multipaxos.Learner;
import dev.lockstep.paxos.Group;
import dev.lockstep.paxos.ProposerRecord;

/** Makes the cores of a cluster's nodes: the right ones, or for tests such with a slip. */
public interface Cores {
    Cores RIGHT = new Cores() {};

    default Leader leader(String id, Group group, int slots, ProposerRecord stable) {
        return new Leader(id, group, slots, stable);
    }

    default Acceptor acceptor(String id, Group group, AcceptorRecord stable) {
        return new Acceptor(id, group, stable);
    }

    default Learner learner(String id, Group group, int slots) {
        return new Learner(id, group, slots);
    }
}
