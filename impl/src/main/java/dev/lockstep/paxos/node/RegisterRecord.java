package dev.lockstep.paxos.node;

import dev.lockstep.paxos.AcceptorRecord;
import dev.lockstep.paxos.ProposerRecord;

/**
 * What a node has on disk about one register.
 *
 * @param round of its proposer's latest ballot
 */
public record RegisterRecord(ProposerRecord round, AcceptorRecord acceptor) {
    static final RegisterRecord EMPTY = new RegisterRecord(ProposerRecord.EMPTY, AcceptorRecord.EMPTY);
}
