package dev.lockstep.multipaxos;

import java.util.List;

/**
 * What an acceptor has on stable storage.
 *
 * @param votes its latest in each slot, from slot 1 on
 */
public record AcceptorRecord(int promised, List<Vote> votes) {
    public AcceptorRecord {
        votes = List.copyOf(votes);
    }
}
