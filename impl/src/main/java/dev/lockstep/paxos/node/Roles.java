package dev.lockstep.paxos.node;

import dev.lockstep.core.Process;
import dev.lockstep.paxos.Acceptor;
import dev.lockstep.paxos.Learner;
import dev.lockstep.paxos.Message;
import dev.lockstep.paxos.Proposer;
import java.util.List;

/** The cores of one node in one instance. */
public record Roles(Proposer proposer, Acceptor acceptor, Learner learner) {
    public List<Process<Message>> all() {
        return List.of(proposer, acceptor, learner);
    }

    /**
     * Their process is about to crash. If what it was writing had reached the disk, it has taken that step, and its trace is told so first.
     *
     * @param record on disk
     */
    void end(RegisterRecord record) {
        if (proposer.unwritten().filter(record.round()::equals).isPresent()) {
            proposer.written();
        }
        if (acceptor.unwritten().filter(record.acceptor()::equals).isPresent()) {
            acceptor.written();
        }
    }

    /** They have what is on disk, and their predecessors crashed. */
    void crash() {
        all().forEach(Process::crash);
        all().forEach(Process::restart);
    }
}
