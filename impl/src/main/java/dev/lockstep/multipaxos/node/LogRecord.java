package dev.lockstep.multipaxos.node;

import dev.lockstep.multipaxos.AcceptorRecord;
import dev.lockstep.paxos.ProposerRecord;

/**
 * What a node has on disk about one log.
 *
 * @param round of its latest ballot as a leader
 */
record LogRecord(ProposerRecord round, AcceptorRecord acceptor) {
    static LogRecord empty(int slots) {
        return new LogRecord(ProposerRecord.EMPTY, AcceptorRecord.empty(slots));
    }
}
