package dev.lockstep.multipaxos.node;

import dev.lockstep.multipaxos.Acceptor;
import dev.lockstep.multipaxos.Leader;
import dev.lockstep.multipaxos.Learner;
import java.util.List;

/** The cores of one node in one log. */
public record Roles(Leader leader, Acceptor acceptor, Learner learner) {
    public List<Object> all() {
        return List.of(leader, acceptor, learner);
    }

    /**
     * Their process crashed. If what it was writing had reached the disk, it has taken that step, and its trace is told so first.
     *
     * @param record on disk
     */
    void crash(LogRecord record) {
        if (leader.isWriting() && record.round() == leader.round()) {
            leader.persistLeader();
        }
        if (acceptor.isWriting() && record.acceptor().equals(acceptor.memory())) {
            acceptor.persistAcceptor();
        }
        leader.crashLeader();
        acceptor.crashAcceptor();
        learner.crashLearner();
    }

    void restart() {
        leader.restartLeader();
        acceptor.restartAcceptor();
        learner.restartLearner();
    }
}
