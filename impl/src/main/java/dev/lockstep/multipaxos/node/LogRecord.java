package dev.lockstep.multipaxos.node;

import dev.lockstep.multipaxos.AcceptorRecord;

/**
 * What a node has on disk about one log.
 *
 * @param round of its latest ballot as a leader
 */
record LogRecord(int round, AcceptorRecord acceptor) {
    static LogRecord empty(int slots) {
        return new LogRecord(0, AcceptorRecord.empty(slots));
    }
}
