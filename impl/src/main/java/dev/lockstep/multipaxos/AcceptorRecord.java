package dev.lockstep.multipaxos;

import dev.lockstep.paxos.Vote;
import java.util.Collections;
import java.util.List;

/**
 * Tells what an acceptor has on stable storage.
 *
 * @param votes the latest, by slot
 */
public record AcceptorRecord(int promised, List<Vote> votes) {
    public AcceptorRecord {
        votes = List.copyOf(votes);
    }

    public static AcceptorRecord empty(int slots) {
        return new AcceptorRecord(0, Collections.nCopies(slots, Vote.NONE));
    }
}
