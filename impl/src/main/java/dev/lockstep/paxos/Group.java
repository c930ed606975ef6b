package dev.lockstep.paxos;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds the constants of Paxos.tla: who takes part. A majority of the acceptors is a quorum.
 *
 * @param ids the ids of the proposers, each another below their number: what makes the numbers of their ballots unique
 * @param distinguished the learners that acceptors report to; they inform the others
 * @param maxRound how many rounds a proposer may count
 * @param tellRefusals whether an acceptor that refuses says so
 */
public record Group(
        Map<String, Integer> ids,
        Set<String> acceptors,
        Set<String> learners,
        Set<String> distinguished,
        int maxRound,
        boolean tellRefusals) {
    public Group {
        // sorted, so that what is sent to all of them is sent in the same order in every run
        ids = Map.copyOf(ids);
        acceptors = Collections.unmodifiableSet(new TreeSet<>(acceptors));
        learners = Collections.unmodifiableSet(new TreeSet<>(learners));
        distinguished = Collections.unmodifiableSet(new TreeSet<>(distinguished));
    }

    /** Returns whether these include a quorum. */
    public boolean hasQuorum(Set<String> voters) {
        return 2 * voters.size() > acceptors.size();
    }
}
