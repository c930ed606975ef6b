package dev.lockstep.multipaxos;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The constants of MultiPaxos.tla: who takes part. A majority of the acceptors is a quorum.
 *
 * @param noop the command that does nothing; no client asks for it
 * @param ids of the leaders, each another below their number: what makes the numbers of their ballots unique
 * @param maxRound how many rounds a leader may count
 * @param maxSlot how many slots the log has
 * @param tellRefusals whether an acceptor that refuses says so
 */
public record Group(
        String noop,
        Map<String, Integer> ids,
        Set<String> acceptors,
        Set<String> learners,
        int maxRound,
        int maxSlot,
        boolean tellRefusals) {
    public Group {
        // sorted, so that what is sent to all of them is sent in the same order in every run
        ids = Map.copyOf(ids);
        acceptors = Collections.unmodifiableSet(new TreeSet<>(acceptors));
        learners = Collections.unmodifiableSet(new TreeSet<>(learners));
    }

    /** Whether these include a quorum. */
    public boolean hasQuorum(Set<String> voters) {
        return 2 * voters.size() > acceptors.size();
    }

    List<Vote> noVotes() {
        return Collections.nCopies(maxSlot, Vote.NONE);
    }

    List<Optional<String>> noCommands() {
        return Collections.nCopies(maxSlot, Optional.empty());
    }
}
