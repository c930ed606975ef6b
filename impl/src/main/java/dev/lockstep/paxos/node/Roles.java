package dev.lockstep.paxos.node;

import dev.lockstep.paxos.Acceptor;
import dev.lockstep.paxos.Learner;
import dev.lockstep.paxos.Proposer;
import java.util.List;

/** The cores of one node in one instance. */
public record Roles(Proposer proposer, Acceptor acceptor, Learner learner) {
    public List<Object> all() {
        return List.of(proposer, acceptor, learner);
    }

    /**
     * Their process crashed. If what it was writing had reached the disk, it has taken that step, and its trace is told so first.
     *
     * @param record on disk
     */
    void crash(RegisterRecord record) {
        if (proposer.isWriting() && record.round() == proposer.round()) {
            proposer.persistProposer();
        }
        if (acceptor.isWriting() && record.acceptor().equals(acceptor.memory())) {
            acceptor.persistAcceptor();
        }
        proposer.crashProposer();
        acceptor.crashAcceptor();
        learner.crashLearner();
    }

    void restart() {
        proposer.restartProposer();
        acceptor.restartAcceptor();
        learner.restartLearner();
    }
}
