package dev.lockstep.paxos.node;

import dev.lockstep.paxos.Acceptor;
import dev.lockstep.paxos.AcceptorRecord;
import dev.lockstep.paxos.Group;
import dev.lockstep.paxos.Learner;
import dev.lockstep.paxos.Proposer;

/** Makes the cores of a cluster's nodes: the right ones, or for tests such with a slip. */
public interface Cores {
    Cores RIGHT = new Cores() {};

    default Proposer proposer(String id, Group group, int stableRound, boolean isDown) {
        return new Proposer(id, group, stableRound, isDown);
    }

    default Acceptor acceptor(String id, Group group, AcceptorRecord stable, boolean isDown) {
        return new Acceptor(id, group, stable, isDown);
    }

    default Learner learner(String id, Group group, boolean isDown) {
        return new Learner(id, group, isDown);
    }
}
