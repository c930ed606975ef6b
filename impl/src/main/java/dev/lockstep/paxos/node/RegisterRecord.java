package dev.lockstep.paxos.node;

import dev.lockstep.paxos.AcceptorRecord;

/**
 * What a node has on disk about one register.
 *
 * @param round of its proposer's latest ballot
 */
public record RegisterRecord(int round, AcceptorRecord acceptor) {
    static final RegisterRecord EMPTY = new RegisterRecord(0, AcceptorRecord.EMPTY);
}
