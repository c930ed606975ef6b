package dev.lockstep.paxos.node;

import dev.lockstep.paxos.Acceptor;
import dev.lockstep.paxos.AcceptorRecord;
import dev.lockstep.paxos.Group;
import dev.lockstep.paxos.Learner;
import dev.lockstep.paxos.Proposer;
import dev.lockstep.paxos.ProposerRecord;

/** Makes the cores of a cluster's nodes: the right ones, or for tests such with a slip. */
public interface Cores {
    Cores RIGHT = new Cores() {};

    default Proposer proposer(String id, Group group, ProposerRecord stable) {
        return new Proposer(id, group, stable);
    }

    default Acceptor acceptor(String id, Group group, AcceptorRecord stable) {
        return new Acceptor(id, group, stable);
    }

    default Learner learner(String id, Group group) {
        return new Learner(id, group);
    }
}
