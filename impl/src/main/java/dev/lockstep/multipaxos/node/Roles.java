package dev.lockstep.multipaxos.node;

import dev.lockstep.core.Process;
import dev.lockstep.multipaxos.Acceptor;
import dev.lockstep.multipaxos.Leader;
import dev.lockstep.multipaxos.Learner;
import dev.lockstep.multipaxos.Message;
import java.util.List;

/** The cores of one node in one log. */
public record Roles(Leader leader, Acceptor acceptor, Learner learner) {
    public List<Process<Message>> all() {
        return List.of(leader, acceptor, learner);
    }

    /**
     * Their process is about to crash. If what it was writing had reached the disk, it has taken that step, and its trace is told so first.
     *
     * @param record on disk
     */
    void end(LogRecord record) {
        if (leader.unwritten().filter(record.round()::equals).isPresent()) {
            leader.written();
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
